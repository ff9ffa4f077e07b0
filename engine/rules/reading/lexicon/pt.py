"""Portuguese of both sides of the ocean. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !cancel* .. registo|registro|cadastro|conta|tudo
        !sair .. da|desta lista
        !descadastr*|desinscrev*|desinscri*|dessubscrev*|desubscrev*|descadastramento
        !=parar
        !=pare
        !=parem
        !=remover
        !=sair
        !=chega
        !=cancelar
        !cancel* .. subscrição|inscrição|assinatura|envio|envios
        !remov*|retir*|exclu*|apag*|elimin*|tir*|delet*|risc* .. me|meu|meus|meu|nosso|nossos|este|esse|o|os|minha|nossa|dados|todos|eu .. email|emails|contacto|contato|dados|nome|endereço|lista|mail|cadastro|base|informações|d
        !me|nos tira|tire|tirem|remova|remove|removam|retire|retirem|exclua|excluam|apague|apaguem
        !remova|removam|retire|retirem|exclua|excluam|tire|tirem|apague|apaguem|elimine|eliminem|remover|retirar|excluir .. me|nos
        !da|de|desta|dessa|na|nesta|sua|vossa .. lista|listas|base|mailing .. emails|email|contatos|contactos|distribuição|mailing|dados
        !da|desta|dessa lista
        !sua|vossa|tua lista|base
        !não .. me|nos .. envi*|contact*|mand*|escrev*|incomod*|lig*|contat*|perturb*
        !não .. envi*|contact*|mand*|escrev*|incomod*|contat* .. mais|nunca|me|nada|nos
        !não .. voltem|volte|voltar .. a .. contactar|contatar|enviar|escrever|mandar|incomodar
        !não .. quero|queremos|desejo|desejamos|pretendo|gostaria|autorizo|pretendemos .. receber|mais|ser|contact*|emails|que|seus|vossos
        !não .. receber .. mais
        !mais nenhum|nenhuma email|mensagem|contacto|contato
        !par*|deix*|cess*|suspend* .. de|com|imediatamente|os|o|já .. envi*|mand*|escrev*|emails|spam|contact*|incomod*|mensagens|perturb*|encher|me|isso|envio
        !parem|pare .. de|com
        !deixe|deixem|deixa .. me|nos .. em? paz
        !me deixe|deixa|deixem
        !em paz
        !chega .. de
        !direito .. apagamento|esquecimento|eliminação|oposição
        !eliminação|exclusão|apagamento|remoção .. dados|email|cadastro|contato|contacto
        !oponho|opor .. tratamento|me
        !lgpd|rgpd .. solicito|exclu*|direito|remov*|elimin*|apag*
        !sem .. consentimento|autorização|permissão
        !nunca|não .. autorizei|consentimento|inscrevi|pedi|solicitei|subscrevi|cadastrei|autorizou|dei
        !retiro|revogo .. consentimento|autorização
        !denunci*|reportar*|marcar*|report*|marcado|bloque* .. spam|como|vocês|este|seu|remetente|procon|anpd
        !não .. solicitado|solicitados|desejado|desejados
        !é|isto|isso .. spam|assédio
        !vão|vai|vá .. se|à|para .. foder|merda|lixar|ferrar
        !=spam
        !farto|farta|cansado|cansada .. de .. emails|spam|mensagens
        """,
    "keep": """
        pasta .. spam
        caixa de spam
        no spam
        lixo eletrônico
        não .. parem agora
        não deixe de
        não hesite
        filtro .. spam
        """,
    "already_customer": """
        !já .. clientes|cliente|assinantes|assinante
        !somos|sou|é .. clientes|cliente .. de|vossos|vosso|vossa|seus|seu|da|desde
        !vossos|vossa|vosso|seus clientes|cliente
        !cliente|clientes de|vossos|seus vocês|voces
        !já .. usamos|utilizamos|temos|uso|utilizo|trabalhamos|contratamos|compramos|tenho .. vosso|vossa|seu|sua|vocês|convosco|vossos|de
        !usamos|utilizamos .. o|a|os vosso|vossa|seu|sua .. software|produto|serviço|plataforma|ferramenta|solução|sistema|há|desde
        !já .. com|convosco vocês
        !já .. contrato|conta|assinatura|licença .. com|convosco vocês
        !trabalhamos .. já? .. com vocês
        !trabalhamos .. convosco
        """,
    "not_customer": "vosso concorrente\nseu concorrente\nconcorrente .. vosso\nnossos clientes\nnão somos clientes\nquais clientes\nseus clientes no",
    "interested": """
        !gostei .. da|do|muito|proposta|ideia
        !como .. avançamos|prosseguimos|seguimos|funciona .. próximos
        !bora
        !próximos passos
        !conta|conte|contem .. me|mais|nos
        !tenho|temos|teria|teríamos|há|demonstr* .. interesse
        !estou|estamos|estaria|estaríamos|ficamos|fiquei .. interessado|interessada|interessados|interessadas
        !interessa|interessou|interessaria me|nos|sim|muito|bastante
        !me|nos|isto|isso interessa|interessou|interessaria
        !=interessante
        !=interessado
        ~interessante
        !parece|soa|achei|pareceu .. interessante|bem|bom|ótimo|boa|promissor
        !=sim
        !=sim por favor
        !=claro
        !=com certeza
        !=pode ser
        !=vamos
        !sim .. vamos|claro|pode|podemos|por|gostaria|com|envie|quero|tenho
        !claro .. vamos|que|pode|podemos|envie|mande
        !envi*|mand*|pass*|compartilh*|partilh* .. mais|informações|detalhes|info|proposta|apresentação|material|orçamento|link|convite|me|catálogo|agenda
        !pode|poderia|podem|podes|poderiam .. me? .. enviar|mandar|ligar|passar|apresentar|mostrar|compartilhar|partilhar|agendar|encaminhar
        !mais informações|detalhes|informação|info|dados
        !saber|conhecer|entender .. mais|melhor
        !podemos|poderíamos|vamos .. falar|conversar|marcar|agendar|reunir|conhecer|combinar|bater|fazer|ver
        !quando .. podemos|pode|podemos|poderíamos|disponível|poderia|falamos|conversamos|tem
        !tem|teria|tens|terias .. disponibilidade|tempo|horário|agenda|um_tempinho
        !qual|quais .. disponibilidade|horários|agenda
        !ligue|liga|liguem|telefone .. me|amanhã|hoje|para|às
        !me liga|ligue|chama|chame
        !marc*|agend*|combin* .. conversa|reunião|call|chamada|demo|demonstração|bate|papo|apresentação|horário|videochamada|uma
        !gostaria|gostaríamos|quero|queremos|queria|adoraria .. saber|conhecer|ver|receber|falar|conversar|mais|entender|agendar|marcar|testar|ter|uma
        !segue meu|o .. whatsapp|telefone|número|contato|telemóvel
        !segunda|terça|quarta|quinta|sexta|amanhã|semana .. pode|dá|funciona|fica|seria|está|é|ok .. bom|bem|ótimo|jeito|ser|mim
        !estou|estarei .. disponível|livre .. segunda|terça|quarta|quinta|sexta|amanhã|na|às|a|para
        !fico|ficamos .. aguardar|aguardo|à_espera
        !aguardo .. contato|contacto|ligação|proposta
        !estamos|estou|andamos .. procurando|buscando|procura|avaliando|avaliar|analisando|precisando|procurar|justamente
        !bom|boa|ótimo momento|timing|hora
        !com .. gosto|prazer|certeza
        !ver|fazer|assistir|agendar|ter .. uma demo|demonstração|apresentação
        !curioso|curiosa|curiosidade
        !por que não
        !=porque não
        !podem .. avançar
        """,
    "question": """
        !quanto .. custa|custam|custaria|é|tempo|sai|fica|seria
        !qual|quais .. preço|valor|custo|diferença|são|é|clientes|empresas|valores|prazo|prazos|vantagem
        !como .. conseguiu|conseguiram|obteve|obtiveram|funciona|chegou|arranjou|tem|têm|é|se|vocês|arranjaram
        !de onde .. tirou|tiraram|conseguiu|vem|obteve|obtiveram
        !onde .. conseguiu|obteve|ficam|dados|estão|são|encontrou|conseguiram|obtiveram
        !quem .. são|é|deu|passou|usa|utiliza|forneceu
        !o que .. fazem|é|oferecem|vendem|inclui|significa|vocês|exatamente|isso
        !vocês|voces|vocês .. atendem|trabalham|oferecem|têm|fazem|possuem|integram|são|cumprem|tem
        !atendem .. empresas
        !integra .. com
        !pode|poderia|podem|podes|poderiam .. explicar|esclarecer|detalhar|dizer|confirmar|dar|informar|indicar|exemplos
        !é .. compatível|gratuito|grátis|seguro|possível
        !está|estão .. conformidade|conforme
        !por que|porque .. eu|me|estão|nós
        !nos conhecemos
        !conhecemo nos
        !tem|têm|há|existe .. referências|versão|teste|período|suporte|casos|fidelização|integração
        !dúvida|dúvidas|pergunta|perguntas
        !do que .. trata
        !em que consiste
        """,
    "not_now": """
        !no|neste|de momento .. não|sem
        !momento .. não|sem
        !não .. agora|momento|neste|para_já|ainda
        !agora .. não
        !=agora não
        !=mais tarde
        !=talvez mais tarde
        !por enquanto|ora|agora .. não
        !para já .. não
        !não é .. bom|melhor|o|uma .. momento|altura|hora|prioridade
        !talvez|quem sabe|melhor .. mais|próximo|no|em|depois|futuro|futuramente|ano
        !mais tarde|adiante|para_frente
        !futuramente
        !no futuro
        !procur*|contact*|contat*|fal*|volt*|retorn*|escrev*|lig*|retom* .. me|nos|comigo|conosco|connosco|a|em|no|na|depois|daqui|mais|próximo|contactar|contatar|falar .. próximo|em|daqui|no|depois|segundo|mais|falar|contactar|contatar|ano|mês|a_partir|janeiro|setembro|quando|após
        !volte|volta|voltem|voltar .. a .. contactar|contatar|falar|procurar|escrever|ligar
        !retom*
        !sem .. orçamento|verba|budget|tempo|recursos|disponibilidade
        !não .. orçamento|verba|budget|tempo|prioridade|prioritário|recursos
        !orçamento .. fechado|congelado|esgotado|cortado|comprometido|definido
        !outras prioridades
        !muito ocupado|ocupados|ocupada|corrido|atarefado
        !correria
        !próximo|próxima ano|trimestre|mês|semestre|semana
        !ano|mês|trimestre|semestre que vem
        !ano seguinte
        !daqui .. a .. meses|mês|semanas|ano
        !em .. meses|semanas
        !depois .. verão|férias|natal|carnaval|páscoa|agosto
        !após .. verão|férias|natal|carnaval|páscoa|agosto
        !segundo|terceiro|quarto|último semestre|trimestre
        !contrato .. até|vigente|vence|vigor|termina|fidelização
        !em .. meio|plena|pleno|processo .. de|migração|fusão|reestruturação
        !muito|demasiado cedo
        !adi*|posterg*
        !em .. espera|standby|pausa
        !este ano .. não|já
        !entraremos|entrarei|retornaremos .. em contacto|contato .. se|quando|caso
        """,
    "not_interested": """
        !não estamos|estou .. interessados|interessado|interessada
        !não temos .. necessidade|interesse|planos|intenção
        !não há .. interesse|necessidade
        !=não
        !=não obrigado
        !=não obrigada
        !não .. obrigado|obrigada|agradeço
        !obrigado|obrigada|agradeço|agradecemos .. mas .. não|já
        !não .. interesse|interessa|interessado|interessados|interessada|interessante|relevante
        !sem interesse
        !não .. precisamos|preciso|necessitamos|necessário|necessidade|faz_sentido
        !não .. aplica|encaixa|adequa|enquadra|serve|atende|convém
        !não é .. para nós|mim|o_que
        !já .. temos|contamos|trabalhamos|usamos|utilizamos|dispomos|tenho|possuímos .. fornecedor|solução|outra|outro|ferramenta|sistema|agência|parceiro|alguém|própria|um|uma|com|equipa|equipe
        !já .. resolvido|atendidos|coberto|servidos|cobertos
        !satisfeitos|satisfeito|satisfeita|contentes|felizes .. com
        !estamos satisfeitos|contentes|bem_servidos
        !solução|ferramenta|equipe|equipa .. própria|interna
        !internamente
        !fazemos .. internamente|dentro|nós
        !decidimos|optámos|optamos|escolhemos .. não|por|outro|outra
        !concorrente|concorrência
        !recus*|declin*|dispens*
        !vamos .. passar|recusar|dispensar
        !não .. avançar|prosseguir|seguir .. com|adiante|em
        !não .. vamos|pretendemos|planejamos|planeamos|tenciona* .. avançar|mudar|contratar|prosseguir|seguir|comprar|trocar|fazer
        !não .. mudar|trocar
        !não .. procurando|à procura|procuramos|buscamos|buscando
        !boa sorte
        !sucesso para|nos
        !muito caro|grande|pequena
        !perda de tempo
        !não trabalhamos com
        """,
    "wrong_person": """
        !não .. passa|depende|compete .. por|de|a? mim|nós|meu|minha
        !não .. pessoa .. certa|indicada|correta|adequada|responsável
        !não sou .. certo|responsável|indicado|eu|o|a|quem|decisor
        !pessoa errada|incorreta
        !enganou|enganaram|engano|equivocou|engou .. pessoa|se|destinatário|na|de
        !engano
        !confund* .. comigo|com|pessoa|me
        !não .. trato|cuido|decido|lido|respondo|ocupo|gerencio|giro .. disso|desse|deste|desses|com|por|isso|essas|esse|destes|desta|dessa
        !não .. minha .. área|responsabilidade|função|competência|departamento
        !não .. meu .. departamento|setor|pelouro|assunto
        !não é comigo
        !nada .. a ver .. com
        !nada a ver
        !não .. posso|consigo .. ajudar
        !não .. sei quem
        !não .. tomo .. decisões|decisão
        !sou|trabalho|estou .. contabilidade|financeiro|estagiário|estagiária|rh|recepção|produção
        !mudei|mudou .. de .. função|área|departamento
        """,
    "handover": """
        !quem .. cuida|trata|vê|decide|responde|gere|faz|lida .. é|seria
        !fal*|contact*|contat*|escrev*|convers*|lig*|dirij*|procur*|pergunt*|trat* .. com|a|o|para|por|à|ao|favor|se
        !falar|tratar|conversar .. com
        !entre|entrar .. em contacto|contato
        !pessoa .. certa|indicada|correta|adequada|responsável|que|ideal
        !responsável|diretor|diretora|director|gerente|chefe|cuida|trata|decide|gere|coordena|lidera|encarregado
        !colega|sucessor|sucessora|substituto|substituta
        !encaminh*|reencaminh*|repass*|pass*|remet* .. para|ao|à|a|o|seu|vosso|email|mensagem|este|esse
        !copiando|copio|incluo|cópia
        !contato|contacto .. é|da|do|de
        """,
    "copying": "!copiando|copiei|copio .. o|a\n!em .. cópia|cc\n!incluo|incluindo|adicionando|coloco|pus .. o|a|cópia\n!com cópia",
    "noted": """
        !=ok
        !=obrigado
        !=obrigada
        !=recebido
        !=anotado
        obrigado|obrigada|agradeço .. pela|pelo|por .. informação|mensagem|contacto|contato|email|informações|retorno|aviso
        recebido
        vou .. ver|analisar|pensar|ler|verificar|encaminhar
        tomei nota
        ciente
        """,
    "away": """
        !ausente .. do? escritório|até|de|entre|a_partir|no|por|em
        !ausente
        !fora .. do|de .. escritório|empresa|país
        !de|em|gozo férias|licença
        !férias .. até|de|regress*|retorn*
        !licença .. maternidade|paternidade|parental|médica
        !baixa médica
        !em viagem
        !viajando .. até|a|em
        !estou|encontro|estarei .. me? .. férias|ausente|viagem|licença|fora|doente|baixa|indisponível
        !escritório|empresa|escritórios .. fechado|encerrado|encerrada|fechada|encerrados
        !não .. no escritório|disponível
        !regressando|regresso|retornando|retorno .. no? dia|na|em|segunda|ao
        """,
    "note": """
        urgente|urgentes|urgência|emergência
        no meu|minha regresso|retorno|volta
        minha|nossa ausência
        acesso .. limitado|email
        resposta automática
        mensagem automática
        obrigado|obrigada|agradeço|agradecemos .. mensagem|email|contacto|contato
        responderei|retornarei .. assim|logo|quando|no|ao|a
        assim que .. possível|regressar|retornar|voltar
        """,
    "was_away": "estive|estava .. férias|ausente|fora|viagem|licença\nvoltei|regressei .. de férias\nacabei de voltar|chegar|regressar",
    "left": """
        !já não|nao .. trabalh*|faz|faço|está|colabor*|exerç* .. na|em|parte|com|aqui|no|nesta|da
        !já não trabalh*|colabor*
        !não .. faz|faço mais parte
        !não .. trabalh* .. mais
        !não .. mais .. trabalh*|faz|faço|parte|integra .. na|da|parte|conosco|nesta|empresa
        !deixou|deixei|saiu|saí|desligou|desliguei .. a|da|de|se .. empresa|companhia|trabalhar|organização|firma|funções
        !aposentou|aposentei|reformou|aposentado|reformado
        !desligado|desligada da empresa
        !desligamento
        """,
    "stays": "saiu da reunião\nsaiu do escritório\nsaiu da sala",
    "moved": """
        !novo email|endereço|mail|e-mail
        !endereço|email|mail .. mudou|alterado|alterou|mudar|foi
        !mud*|alter*|troqu* .. de|o|meu .. email|endereço|mail
        !a partir de agora
        """,
}
