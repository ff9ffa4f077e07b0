"""Spanish. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !cancelar|anular .. suscripción|registro
        !cesen|cese|cesar .. de|en|el
        !darme|darnos .. de baja
        !no .. vuelvan|vuelva|vuelvas|volváis a .. escribir*|contactar*|mandar*|enviar*|molestar*|llamar*
        !no .. volv* a .. escribir*|contactar*|mandar*|enviar*|molestar*|llamar*
        !=baja
        !=basta
        !=eliminar
        !=spam
        !=stop
        !baja .. de|lista|listas|suscripción|correo|newsletter|por|inmediat*|base|datos|ya
        !dar|dame|darme|darnos|deme|denme|dadme|dé|den|causar|tramitar|solicito|quiero|pido|solicitar .. de? baja
        !desuscrib*|desapunt*|desubscrib*|desinscrib*
        !cancel* .. suscripción|subscripción
        !elimin*|borr*|quit*|sacar|saca|saque|saquen|suprim*|retir*|exclu*|remuev* .. mi|mis|nuestro|nuestros|nuestra|este|esta|me|nos|los|estos .. correo|correos|datos|dirección|email|contacto|nombre|información|mail
        !elimíneme|elimínenme|elimíname|eliminarme|eliminadme|bórreme|bórrenme|bórrame|borradme|borrarme|quíteme|quítenme|quítame|quitadme|quitarme|sáqueme|sáquenme|sácame|sacadme|sacarme|remuévame|remuévanme|exclúyame|exclúyanme|suprímanme|retírenme|retíreme|elimínennos|sáquennos|bórrennos|quítennos
        !me|nos .. elimin*|borr*|quit*|saqu*|sacar|retir* .. de|lista
        !de|tu|su|vuestra|sus|esta .. lista|listas|base|bases .. correo|datos|distribución|contactos|difusión|envío
        !su|tu|vuestra|esta|de_la lista
        !no .. escrib*|contact*|envi*|mand*|molest*|llam*|env* .. más|nunca|me|nada
        !no .. me|nos escrib*|contact*|envi*|mand*|molest*|enví*
        !no .. vuelv* .. a .. escrib*|contact*|envi*|mand*|molest*|llam*
        !no .. volver .. a
        !no .. quiero|queremos|deseo|deseamos|quisiera|autorizo .. recibir|recib*|más|correos|publicidad|nada|contact*|sus|que
        !no .. más .. correos|emails|mails|mensajes|publicidad|correo|spam|email
        !no más .. correos|emails|mails|mensajes|publicidad|correo|spam|email
        !más correos|emails|mails|mensajes|publicidad|spam no
        !ni un .. más|correo|mensaje
        !dej*|par*|ces* .. de|ya .. escrib*|envi*|mand*|molest*|contact*|acos*|spam*|bombard*|llenar
        !dej* de|ya .. molest*|escrib*|mand*|envi*
        !déjenme|déjeme|déjame|dejadme|dejarme|déjennos .. en? paz|tranquilo|tranquila
        !en paz
        !basta .. de|ya
        !paren|pare|para|parad .. de|con|ya .. enviar|mandar|escribir|correos|spam|mensajes|molestar
        !supresión|eliminación|cancelación|borrado .. datos|correo|dirección
        !derecho .. supresión|olvido|oposición|cancelación
        !me opongo
        !opongo .. tratamiento|uso
        !oposición .. tratamiento
        !revoco|retiro .. consentimiento|autorización
        !sin .. consentimiento|permiso|autorización
        !nunca|no .. he|di|dimos|autoricé|autorizado .. suscrito|consentimiento|permiso|dado|autorizado|autorización|pedido|solicitado|registrado|apuntado
        !nunca .. suscribí|autoricé|pedí|solicité
        !es|esto .. spam|acoso
        !reportar*|denunci*|marcar*|reporto|marco|reportado|marcado .. spam|aepd|protección|correo|agencia|basura|les|os|como
        !no .. solicitado|deseado|deseados|solicitados
        !correo no deseado
        !lista .. robinson|negra|exclusión
        !bloque* .. su|tu|correo|correos|dirección|remitente
        !váyanse|vete|iros a
        !harto|harta|hartos .. de .. correos|spam|mensajes|emails
        !borr* .. todo|todos|los? .. datos|mis
        !olvídense|olvídate de mí
        !=spam
        """,
    "keep": """
        no .. deje de
        carpeta .. spam
        en .. spam
        correo basura
        no dude en
        no dudes en
        filtro .. spam
        anti spam
        es necesario .. dar de baja
        """,
    "already_customer": """
        !ya .. clientes|cliente .. suyos|suyo|vuestros|vuestro|tuyos|tuyo|de|con|vuestra|desde
        !ya .. clientes|cliente|clienta
        !somos|soy|fuimos .. clientes|cliente|clienta .. suyos|suyo|vuestros|vuestro|de ustedes|tuyos|desde|vuestra|su|de
        !clientes|cliente suyos|suyo|vuestros|vuestro|tuyos
        !sus|su|vuestros|tu|tus clientes|cliente
        !ya .. usamos|utilizamos|tenemos|uso|utilizo|trabajamos|contamos|compramos|contratamos|tengo .. su|sus|vuestro|vuestra|vuestros|tu|ustedes|vosotros
        !usamos|utilizamos|llevamos .. su|vuestro|vuestra|tu .. producto|herramienta|software|plataforma|servicio|solución|aplicación|sistema
        !ya .. con ustedes|vosotros
        !ya .. contrato|cuenta|suscripción|licencia .. con ustedes|vosotros
        !trabajamos|trabajando ya? con ustedes|vosotros
        !llevamos .. trabajando .. con ustedes|vosotros
        """,
    "not_customer": "su competencia\ncompetidor suyo|vuestro\nnuestros clientes\nno somos clientes\nsus clientes en\nsus clientes del\nqué clientes\nno soy cliente",
    "interested": """
        !cuéntame|cuénteme|cuéntenos|cuéntanos .. más
        !qué te|le parece .. lunes|martes|miércoles|jueves|viernes|mañana|la|el
        !me parece .. bien|interesante|genial
        !avancemos|avanzamos|adelante
        !me|nos interesa|interesaría|interesan|encantaría|gustaría|encaja|parece .. mucho|bien|interesante|ver|saber|conocer|tener|recibir|hablar|la|el|su|lo|más|agendar|que
        !me|nos interesa|interesaría|encantaría|vendría
        !sí me interesa
        !estoy|estamos|estaríamos|estaría|somos .. interesado|interesada|interesados|interesadas
        !=interesado
        !=interesante
        !=interesada
        ~interesante
        !suena|parece|se|pinta|ve .. bien|interesante|genial|bueno|prometedor
        !=sí
        !=sí por favor
        !=claro
        !=por supuesto
        !=perfecto
        !=vale
        !=adelante
        !=de acuerdo
        !sí|si .. claro|hablemos|me|nos|por|con|llám*|podemos|envi*|adelante
        !claro .. que|hablemos|envi*|llám*|mánd*|cuando
        !envi*|mánd*|mand*|pás*|pas*|comp*|hagame|hazme .. me? .. más|información|info|detalles|presentación|propuesta|enlace|dossier|catálogo|precios|cotización|presupuesto|invitación|calendario|algo|documentación
        !envíame|envíeme|envíenme|mándame|mándeme|mándenme|pásame|páseme|enviarme|mandarme|enviadme|mandadme|compártame|compárteme .. más|información|info|detalles|la|el|un|una|tu|su|por|algo
        !más información|info|detalles|datos
        !saber|conocer|información|detalles .. más
        !podemos|podríamos|puedes|puede|podrías|podría|pueden .. hablar|llamar|reunir*|vernos|agendar|quedar|charlar|conversar|enviarme|mandarme|llamarme|mostrar*|coordinar|concretar|hacer|pasarme|enviar|compartir|mandar|mostrarme|contarme
        !cuándo .. podríamos|podemos|puedes|puede|hablar|reunir*|disponible|llamar|quedamos|te|le|vemos|hablamos
        !tienes|tiene|tenéis|tendrías|tendría|tienen .. hueco|tiempo|disponibilidad|rato|un_momento|disponible
        !llámame|llámeme|llámenme|llamarme|llamadme|llame|llama
        !hablemos|hablamos|conversemos|agendemos|agendamos|coordinemos|quedemos|quedamos|veámonos|reunámonos|concretemos
        !agend*|program*|concert*|coordin*|fij*|organiz*|conv* .. llamada|reunión|cita|demo|videollamada|algo|demostración|espacio
        !una llamada|videollamada|reunión|demo .. mañana|lunes|martes|miércoles|jueves|viernes|semana|próxima|bien|perfecto
        !lunes|martes|miércoles|jueves|viernes|mañana|semana|tarde .. me|nos viene|va|queda|parece|cuadra|encaja
        !me|nos .. viene|va|queda .. bien|perfecto|genial
        !estoy|estaré|estaría .. disponible|libre .. lunes|martes|miércoles|jueves|viernes|mañana|la|el|a
        !cuál .. disponibilidad
        !qué .. disponibilidad|días|horario
        !ver|tener|hacer|recibir|solicitar .. una? .. demo|demostración|presentación|cotización|propuesta
        !quiero|queremos|quisiera|quisiéramos|gustaría .. saber|conocer|ver|hablar|probar|más|recibir|demo|agendar
        !nos|me vendría .. bien
        !justo|precisamente|justamente .. buscando|estamos|necesitamos|lo|evaluando
        !buscando|evaluando|estudiando|buscamos|valorando .. solución|proveedor|algo|herramienta|esto|opciones|alternativas|así
        !buen|buena momento|timing|hora
        !con .. gusto
        !encantado|encantada|encantados .. de|charlar|hablar|hablamos
        !por qué no hablamos|agendamos|quedamos
        !=por qué no
        !no .. contentos|satisfechos .. actual|proveedor
        !curiosidad
        !adelante
        !quedo a la espera
        !propón*|propong* .. fecha|fechas|hora|día|días
        """,
    "question": """
        !cuánto .. cuesta|cuestan|vale|costaría|sale|tiempo|es
        !qué .. precio|costo|coste|tarifas
        !cuál|cuáles .. precio|costo|coste|tarifas|diferencia|son|es|ventaja|ventajas
        !de dónde .. sac*|obtuv*|consigu*|han|ha|has|tienen|tiene
        !cómo .. consigu*|obtuv*|funciona|han|ha|has|tienen|tiene|lleg*|se|es|garantizan|tratan
        !dónde .. alojan|están|guardan|datos|servidores|consigu*|almacen*
        !con qué|cuáles|quiénes .. empresas|clientes|trabajan
        !qué .. empresas|clientes|hacen|hacéis|ofrecen|ofrece|venden|incluye|significa|es|diferencia|tipo|garantías|requisitos|referencias
        !en qué .. consiste|se
        !quién|quiénes .. es|son|eres|le|dio|usa|está|sois|te|les
        !podría|puede|podrías|puedes|podrían|pueden .. explicar*|aclarar*|decir*|detallar*|indicar*|concretar*|ampliar|confirmar*|dar .. me?
        !se integra|conecta
        !integra con
        !cumple|cumplen .. con|rgpd
        !por qué .. escribe|escriben|yo|nosotros|me|contactan
        !nos conocemos
        !tienen|tiene|tenéis|ofrecen|hay .. referencias|prueba|versión|oficina|soporte|casos|integración|certificación|experiencia|permanencia
        !es .. compatible|gratis|seguro|gratuito|obligatorio
        !pregunta|preguntas|duda|dudas .. antes|sobre|tengo|una
        !de qué se trata
        !trabajan .. con|en
        """,
    "not_now": """
        !hablemos|hablamos|lo vemos en|el|después|más .. enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|adelante|mes|año
        !cerrando .. trimestre|año|mes|ejercicio
        !hasta después de
        !ahora|momento|actualmente|hoy .. no|tampoco
        !ahora no
        !ahora mismo no
        !no .. ahora|momento|actualmente|por_el_momento|todavía|aún
        !por ahora no
        !=ahora no
        !=más adelante
        !=quizás más adelante
        !de momento no|estamos
        !por el momento
        !no es .. buen|mejor|el momento
        !mal|mala momento
        !no es .. momento
        !quizá|quizás|tal_vez|mejor .. más|adelante|en|próximo|después|luego|otro
        !más adelante
        !más tarde
        !vuelv*|volv* .. a .. contactar*|escrib*|intentar*|llamar*|hablar*|preguntar*|retomar*
        !contáct*|contact*|escríb*|escrib*|búsc*|llám*|retom*|hábl*|habl*|reintent* .. el próximo|en|después|dentro|a_partir|más|pasado|para|cuando|próximo|luego|siguiente
        !retom*
        !no .. presupuesto|prioridad|prioritario|tiempo|recursos|capacidad
        !sin presupuesto
        !presupuesto .. cerrado|congelado|agotado|asignado|aprobado|comprometido|ejecutado
        !otras prioridades
        !a tope
        !mucho lío|trabajo
        !muy ocupado|ocupados|liados|liado|ocupada
        !próximo|siguiente|otro año|trimestre|mes|semestre|ejercicio
        !año|mes|trimestre que viene
        !el año|mes que viene
        !dentro de .. meses|semanas|mes|un
        !en .. meses|semanas
        !después .. verano|vacaciones|navidad|navidades|reyes|semana|fiestas|agosto
        !pasado .. verano
        !pasadas .. vacaciones|fiestas|navidades
        !segundo|tercer|cuarto|último semestre|trimestre
        !contrato .. hasta|vigente|vence|termina|en_vigor|vencer
        !en medio|plena|pleno .. de|migración|proceso|reestructuración|fusión|cierre
        !demasiado .. pronto
        !aplaz*|pospon*|posterg*
        !en pausa|espera
        !los tendremos|tendré|tendremos .. en cuenta
        !le|les|os|te contactaremos|contactaré|avisaré|avisaremos|llamaremos .. si|cuando
        !este año .. no|ya
        !hasta .. septiembre|octubre|noviembre|diciembre|enero|febrero|marzo|abril|mayo|junio|julio|próximo|año
        """,
    "not_interested": """
        !no .. busquemos|necesitemos|interese
        !no es algo
        !no gracias
        !tenemos .. cubierto|cubierta
        !=no
        !=no gracias
        !=paso
        !no|muchas gracias pero
        !no gracias
        !gracias pero .. no|ya
        !no .. interesa|interesados|interesado|interesada|interés|interesan|interese|interesante|relevante
        !sin interés
        !no .. necesitamos|necesito|necesario|necesidad|requerimos|requiero|hace_falta|precisamos|nos_hace
        !no .. encaja|aplica|cuadra|corresponde|ajusta|conviene|convence
        !no es .. para nosotros|mí|lo_que
        !ya .. tenemos|contamos|trabajamos|usamos|utilizamos|disponemos|tengo|hemos .. proveedor|solución|otra|otro|herramienta|sistema|agencia|partner|alguien|cubierto|propia|una|uno|con|equipo|software|resuelto|contratado|elegido
        !ya .. cubierto|cubiertos|resuelto|cubierta|cubiertas
        !contentos|contento|contenta|satisfechos|satisfecho|felices|a_gusto .. con|actual|proveedor
        !estamos contentos|satisfechos
        !solución|herramienta|desarrollo|equipo .. propia|propio|interno|interna
        !internamente
        !lo hacemos|gestionamos|llevamos|desarrollamos .. interno|interna|nosotros|internamente
        !decidido .. no|otro|otra|por
        !hemos .. optado|elegido .. por|otro|otra|no
        !otro|otra|competencia .. proveedor|empresa|solución
        !la competencia
        !descart*|declin*|rechaz*
        !no .. vamos|voy .. a .. seguir|continuar|avanzar|contratar|cambiar
        !no .. planes|previsto|contemplamos|planeamos|tenemos_previsto|contemplado
        !no .. cambiar
        !no .. buscamos|buscando
        !mucha|buena suerte
        !que .. vaya bien
        !muchos éxitos
        !demasiado caro|grande
        !no trabajamos con
        !pérdida de tiempo
        !no .. seguir adelante
        !de momento no necesitamos
        """,
    "wrong_person": """
        !no es mi .. departamento|área|tema|campo|función
        !no .. persona .. adecuada|indicada|correcta|responsable|encargada|apropiada
        !no soy .. adecuado|indicado|correcto|responsable|encargado|decisor|la|el|quien|yo
        !no .. responsable|encargado|encargada .. de
        !persona equivocada|incorrecta|errónea
        !equivoc* .. de|persona|destinatario|contacto|departamento
        !confund* .. persona|con|me
        !no .. llevo|encargo|manejo|gestiono|ocupo|decido|dedico|veo|trato|corresponde .. eso|ese|este|esto|esos|de|tema|temas|yo|a
        !no me .. encargo|ocupo|dedico|corresponde|compete
        !no .. mi .. área|departamento|competencia|responsabilidad|tema|función|ámbito|campo
        !nada que ver .. con
        !no .. tengo .. nada que ver
        !no .. puedo|podría .. ayudar*
        !no .. sé quién
        !no .. tomo .. decisiones|decisión
        !no .. poder|capacidad .. decisión
        !trabajo|estoy|soy .. contabilidad|finanzas|rrhh|becario|becaria|recepción|almacén|producción|práctica|prácticas
        !cambié|cambiado .. de .. puesto|departamento|área
        !departamento equivocado
        """,
    "handover": """
        !quien .. lleva|decide|gestiona|ve|maneja .. es|sería
        !es el|la .. encargado|encargada|responsable|que
        !lo .. lleva|ve|gestiona
        !recomiendo|sugiero .. que|escrib*|habl*|contact*
        !quien decide|lleva|gestiona
        !habl*|contact*|escrib*|diríj*|dirig*|pregunt*|llam*|consult*|comun* .. con|a|al|directamente|se?
        !póngase|ponte|pónganse|poneos .. en contacto
        !hablar|contactar .. con|a|al
        !persona .. indicada|adecuada|correcta|responsable|encargada|que|lleva|a_cargo
        !responsable|encargado|encargada|director|directora|jefe|jefa|gerente|lleva|gestiona|decide|maneja|coordina
        !compañero|compañera|colega|sucesor|sucesora|sustituto|sustituta
        !reenvi*|reenví*|remit*|pas*|deriv*|traslad*|enví* .. a|al|su|tu|correo|mensaje|este|lo
        !copio|copiado|copiando|añado|incluyo
        !en copia
        !contacto .. de|es
        !eso|esto|ese|este .. lo|tema ve|lleva|gestiona|maneja|decide|ven
        !con quien|quién .. hablar
        """,
    "copying": "!copio .. a\n!en .. copia|cc\n!copiando .. a\n!añado|incluyo|agrego .. a|copia\n!pongo .. copia",
    "noted": """
        =perfecto gracias
        =muy bien gracias
        !=ok
        !=gracias
        !=recibido
        !=entendido
        gracias .. por .. información|info|mensaje|correo|respuesta|aviso|contactar|email
        recibido
        tomo nota
        lo reviso|revisaré|veo|miro|leeré|revisamos|comento
        ok .. gracias|lo
        enterado|enterada
        felices fiestas
        """,
    "away": """
        !fuera .. de? .. oficina|despacho|país
        !estoy|estaré|encuentro|estaremos|hallo .. ausente|fuera|vacaciones|baja|viaje|viajando|permiso
        !de vacaciones
        !ausente
        !ausencia .. oficina|temporal
        !de baja .. médica|por|maternal|hasta|laboral|paternal
        !baja .. médica|maternal|paternal|maternidad|paternidad
        !permiso|licencia .. maternidad|paternidad|parental|médica
        !oficinas|oficina|empresa .. cerrada|cerradas|cerrado|cerrados|permanecerá|permanecerán
        !no .. en .. oficina|disponible
        !disfrutando .. vacaciones|días|descanso
        !no estaré .. disponible
        !reincorpor*
        !enfermo|enferma
        """,
    "note": """
        urgente|urgentes|urgencia|emergencia
        a mi|nuestro|nuestra regreso|vuelta|retorno
        mi|nuestra ausencia
        acceso .. limitado|correo|email
        respuesta automática
        mensaje automático
        gracias .. por .. mensaje|correo|email
        responderé|contestaré|atenderé .. a|su|en|cuanto|lo|tan
        en cuanto .. regrese|vuelva
        no .. será|serán .. reenviado|leído|leídos|redirigido
        """,
    "was_away": "estuve|estaba|estado .. vacaciones|fuera|baja|ausente|viaje\nacabo de volver|regresar\nvolví|regresé de",
    "left": """
        !ya|ha .. no .. trabaja|trabajo|forma|está|pertenece|pertenezco|formo|labora|laboro .. en|parte|con|aquí|para|a
        !ya no .. trabaja|trabajo|labora|laboro|pertenece|pertenezco|forma|formo|está|colabora|estoy|presta .. en|parte|aquí|con|más
        !dejado|dejó|dejé|abandonado|abandonó .. la|de .. empresa|compañía|organización|trabajar|puesto
        !se .. ha jubilado
        !jubilado|jubilada|jubiló|jubilé
        !causado baja .. en
        !no trabaja .. más
        !nuevo|otro trabajo|empleo|rumbo
        """,
    "stays": "dejado la oficina\nno está en la oficina\nno está disponible\nya no está interesado",
    "moved": """
        !nueva dirección|cuenta
        !nuevo correo|email|mail
        !dirección|correo|email .. ha|cambiado|cambió|cambia
        !cambi* .. de? .. correo|dirección|email|mail
        !a partir de ahora
        """,
}
