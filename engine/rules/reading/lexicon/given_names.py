"""Given names that are common where our languages are spoken, folded. Names that are words as well ("will", "mark",
"grace", "may") are left out: they would name people who are none."""

# ruff: noqa: E501 -- a list of words reads best in full lines

WESTERN = """
aaron abigail adam adrian agatha ahmed aidan aisha alan alastair albert alex alexander alexandra alexis alfred ali alice alicia alison allan
allison amanda amber amelia amina amir amit amy ana anand anastasia andrea andreas andrew andy angela angelica angus anil anita ann anna
annabel anne annette annie anthony anton antonia anya archie arjun arthur arun ashley audrey ava barbara barry beatrice becky ben benjamin
bernadette bernard beth bethany betty beverly bianca bill billy bob bobby bonnie brad bradley brandon brenda brendan brett brian bridget
bruce bruno bryan caitlin callum calvin cameron camilla carl carla carlos carmen carol caroline carolyn carrie casey cassandra catherine cathy
cecilia cedric celia charlene charles charlie charlotte chelsea cheryl chloe chris christian christina christine christopher cindy claire clara
clare claudia clive colette colin colleen connor constance cora corinne courtney craig cristina curtis cynthia daisy damian dan dana daniel
daniela danielle danny daphne darren dave david dawn dean debbie deborah debra deepak denise dennis derek desmond diana diane dina dmitri
dominic don donald donna doreen doris dorothy doug douglas duncan dylan eddie edgar edith edmund eduardo edward edwin eileen elaine eleanor
elena eli elias elijah elisa elisabeth eliza elizabeth ella ellen ellie elliot elsa emilia emily emma emmanuel enrique eric erica erik erin
ernest esther ethan eugene eunice eva evan eve evelyn farah fatima felicity felix fergus fernando fiona florence francesca francis francisco
frank franklin fred freda freddie frederick gabriel gabriela gareth gary gavin gemma geoff geoffrey george georgia georgina gerald geraldine
gerard gianna gilbert gillian gina giovanni gita glen glenn gloria gordon graham greg gregory greta guy gwen hamish hannah harold harriet
harry harsh hazel heather hector heidi helen helena helene henrietta henry herbert hilary hilda howard hugh hugo ian ibrahim imogen imran ines
ingrid ira irene iris isaac isabel isabella isla ivan ivy jack jackie jackson jacob jacqueline jade jaime jake jamal james jamie jane janet
janice jason jasmine jay jayne jean jeanette jeff jeffrey jenna jennifer jenny jeremy jerome jerry jesse jessica jill jim jimmy jo joan joanna
joanne joe joel john johnny jonas jonathan jordan jose joseph josephine josh joshua joy joyce juan juanita judith judy julia julian julie
juliet justin kaitlyn karen karl kate katherine kathleen kathryn kathy katie katrina kay keith kelly kelvin ken kenneth kerry kevin khalid kim
kimberly kirsten kirsty kiran klaus kristen kristin kumar kurt kyle lara larry laura lauren laurence lawrence layla leah lee leila lena leo
leon leona leonard leonie leroy lesley leslie lewis liam lila lily linda lindsay lindsey lisa liz lloyd lois lola lorna lorraine louis louise
lucas lucia lucinda lucy luis luke lydia lynn lynne mabel madeleine madison mairead malcolm mandy manuel marc marcia marco marcus margaret
maria marian marianne marie marilyn marina mario marion marisa marjorie marlene marsha martha martin martina martyn marvin mary matilda matt
matthew maureen maurice mavis max maxine meera megan mehmet melanie melissa mercedes meredith michael michelle miguel mike mila mildred miles
milton mina mira miranda miriam mitchell mo mohamed mohammed moira molly mona monica morgan moses muhammad muriel murray nadia nadine nancy
naomi natalie natasha nathan nathaniel neha neil nelson neville niall nicholas nick nicola nicole nicolas nigel nikhil nina nisha noah noel
nora norma norman olga oliver olivia omar orla oscar owen padraig pam pamela patricia patrick patsy patty paul paula pauline peggy penelope
penny percy pete peter petra phil philip philippa phillip phoebe phyllis pierre pippa polly pooja priya rachael rachel rafael raj rajesh ralph
ramon ramesh randy raquel rashid ravi ray raymond rebecca regina reginald rekha rhona ricardo richard rick ricky rita rob robert roberta
roberto robin robyn rod roderick rodney roger roland ron ronald ronnie rory rosalind rosemary rosie ross rowan roxanne roy ruby rudy rupert
russell ruth ryan sabrina sadie saima sally sam samantha samir samuel sandra sandy sanjay sanjeev sara sarah saul scott sean sebastian selina
serena shane shannon sharon shaun shauna sheila shelley shelly shirley shona shreya sidney sienna silvia simon simone sinead siobhan sonia
sophia sophie stacey stacy stan stanley stefan stella stephanie stephen steve steven stewart stuart sue sunil sunita suresh susan susanna
susannah susie suzanne sven sybil sylvia tabitha tamara tamsin tania tanya tara ted teresa terence terry tess tessa thelma theo theodore
theresa thomas tiffany tim timothy tina toby todd tom tommy tony tracey tracy travis trevor tricia trish tristan trudy tyler ursula valerie
vanessa vera verity veronica vic vicky victor victoria vijay vikram vincent viola violet virginia vivian vivien walter wanda warren wayne
wendy wesley wilfred wilhelmina willa william willie winifred xavier yasmin yolanda yusuf yvette yvonne zach zachary zara zoe
"""

CONTINENTAL = """
achim adelheid albrecht alena alexandre alfons alfonso alina alois alwin amelie amparo andre andrzej anette angelika angelo anja anke anni
annika ansgar antje antonella antonio antonin aram armin arnaud arne arno astrid atanas aurelie aurelien aurora axel babette barbel bart bas
bastian bastien beat beata beate beatrix beatriz benedetta benedikt benoit bente bernd bernhard bert berta bertrand birgit birgitta birte bjorn
bogdan bogumila boguslaw bojan bozena brigitte britta burkhard camille carina carine carlo carlotta carolina carsten cas caterina catharina
cathrin catia cedrik celine cesar chantal charlotta christa christel christelle christiane christof christoph christophe cinzia clarisse
claude claus clemens clement conny conrad constanze coralie cornelia corrado czeslaw dagmar daan damien dario dariusz davide delphine denis
detlef diego dieter dietmar dirk dolores domenico dominik dominika dominique dorota dorothea dorothee ebba eberhard edda edgar edyta egon elke
elodie els elzbieta emil emile emilie emilio emre enrico enzo erika ernst erwin esben esteban estelle etienne eugenia eugenio eveline ewa ewelina
fabian fabien fabienne fabio fabrice fabrizio fanny federica federico femke filip filipa finn florian floor flavio francine franck franco
francois francoise franz franziska fredrik frederic frederik frida friedrich frieda fritz fumiko gabi gabriele gaelle gaetan gaston georg
georges gerda gerd gerhard gert ghislaine giacomo gianluca gianni gilles giorgio giovanna gisela giulia giuliana giulio giuseppe gonzalo gorka
grazyna grazia gregor gregoire greet grzegorz gudrun guido guillaume guillermo gunilla gunnar gunter gunther gustav gustavo hakan halina hanna
hanne hannelore hannes hans harald hartmut hedwig heike heiko heiner heinrich heinz helga helge helmut hendrik henk henning henri henrik
henryk herbert hermann hilde holger horst hubert ida ignacio ignacy ilona ilse inga inge ingeborg inger ingo inka irena irina irmgard isabelle
ivo izabela jaap jacek jacques jadwiga jakob jakub jan jana janina janine jannik janusz jarek jaroslaw jasper javier jeannette jelena jens jeroen jerzy
jesper jeanne jette joachim joanna joao joaquin jochen joelle johan johanna johannes jorg jorge jorgen joost joris josef josefa josefine josefina jost
julien juliette julio julius jurgen jutta kaja karim karin karina karola karolina karsten kasia kasper katarina katarzyna katharina kathrin katia
katja katrin kees keld kerstin kilian kirsi kjell klara klaudia koen konrad konstantin krista kristian kristiina kristina krystyna krzysztof
laetitia lars lasse laurent lauri leandro leen leif lennart lene leszek leticia lidia lieke lieven lies lilian liliane lilli lillian line linus
lisbeth loes lorena lorenzo lothar lotta lotte luc luca lucie lucien lucile lucjan ludovic ludwig luigi luisa lukas lukasz lutz maarten maciej maddalena
magda magdalena magali magnus maike maite malgorzata malin manfred manuela marcel marcella marcin marcelo marek maren margarita margherita
margit margot margret margrit margrethe marguerite mariana mariano marieke marija marijke marika marina mariola marit marjan marko marlies
marloes marta marten marthe mateo mateusz mathias mathieu mathilde matteo matthias matthieu mattias maurizio mauro maximilian maja mariusz
mechthild merete mette michal michel michele michiel mieke mikael mikkel mikolaj mirella mireille miriam mirjam miroslaw mirko moritz morten muriel
myriam nadja natalia nathalie nele nicolai nicoletta niels nico niek nikolaj nikolaus nils nives noemi norbert noor oda odile ola olaf ole oleg
olivier ottavia otto ove pablo pal paolo pascal pascale patrice patrizia patryk pavel pawel pedro peer pelle pernille per petter philippe
pia piero pierrick pieter pietro pilar piotr quentin radek radoslaw raf rafal raffaele raffaella ragnar raimund rainer ralf raoul raphael regine reiner
reinhard reinhold remi renata renate rene renee riccardo rikke rocio rodrigo rodolfo rolf romain roman romy rosa rosalia rosario rudi rudiger rudolf
rune ruben rutger ryszard sabine salvatore salvador sander sandrine sanne sebastien selma serge sergio severine siegfried sigrid silke silvana silvio
simona sissel slawomir sofia sofie solveig sonja soren stanislaw stefania stefanie stefano steffen stephan stephane sten stig stijn susana susanne
svenja sylvain sylvie szymon tadeusz tanja tatiana thibault thierry thijs thorsten tiago tilman timo timon tobias tomas tomasz tommaso torben tore
torsten trine trond tuomas udo ugo ulf uli ulla ulrich ulrika ulrike urs ursula uta ute uwe valentin valentina valeria veerle vera verena veronika
veronique vibeke victoire vidar vincenzo virginie vittoria vittorio volker waldemar walburga walther waltraud wanda wenche werner wibke wieslaw wilfried
wilhelm willem willy wim witold wojciech wolfgang wolfram wout xander xavi yann yannick yasmina yves zbigniew zdenek zdzislaw zofia zuzanna
"""

IBERIAN_AND_OTHERS = """
adriana afonso agustin aitor alba alberto alejandra alejandro alfredo almudena alvaro amalia amaya ana anabel andres angeles anselmo antonia aranxa
araceli armando arturo asuncion augusto aurelio azucena baltasar begona belen benito bernardo beto blanca bruna caio camila candela candido caetano
catalina cecilia celso cesar chema claudio clarice concepcion concha consuelo cristiano cristobal debora delia desiree diogo domingo duarte edson
eduarda elisabete elvira emiliano encarna enriqueta ernesto estefania esperanza estela eulalia evaristo fabiana fatma fausto federico felipe
felisa fermin fernanda florencia francisca gael gaspar genaro gerardo german gilberto gilmar giselle gisela graciela gregorio guadalupe guilherme
helder heitor henrique hernan hipolito horacio humberto iago ignacia inacio inmaculada iria isidro ivone jacinto jacobo joaquim joana joaquina jordi
josep josefa juana juliana juliano julieta larissa laia leandra leopoldo leonor leticia lidia lorenza lourdes luana lucas luciana luciano luz
macarena manoel manolo marcela marcelino marcia marcio margarida maribel maricarmen marisol marivi martim mateus matias mauricio maximo mayte mercè
milagros modesto monserrat montse nacho nair natividad nelida nerea nieves noelia norberto nuno nuria octavio odete olavo olimpia oriol
osvaldo otilia paco paloma pascual patricio paulina paulo pepa pepe perla pep priscila rafa rafaela raimundo ramiro raul regina reinaldo
renan renato rigoberto rocio rogelio rogerio roque rosalba rosana rosangela rosaura rubens rui sabino salome santiago saturnino sergi severino silverio
simao socorro soledad sonsoles susete tamires tania tatiane telma teo teodoro thiago tomás trinidad urbano valdir valeriano vasco vicenta vicente
vitor vitoria wagner walkiria wellington xabier xose yago yolanda zacarias zulema
abdul abdullah abebe adaeze adebayo adeola aditi ajay akira akiko aleksandra aleksander alhassan ama amara amaka aminata amrita ananya anjali ankit aoife ashok
asif ayesha ayse babak bashir bilal binta bogdana cem chen chidi chiara chidinma ciara deniz devi dilip dinesh ebru efua elif emeka eoin erkan fadi faisal
farid farouk fatou fatoumata femi folake funmi gokhan goran hakim halima hamid hamza hasan hassan hiroshi huda hui hussein ibrahima ifeoma indira isha
jin jing kaan kamal karan karthik kavita kemal kenji kofi kwame lakshmi lakshman latifa lei ling madhu mahmoud mamadou manish manoj mariam
maryam mei mehdi mihai milan mladen mounir mustafa nabil naveen neelam nguyen nia niamh nikola noor nour nuala obinna oisin okafor oluwaseun osman ousmane
parvati pavan pradeep prakash pranav rahul rania rashmi reza rohan rohit roisin saeed saleh salma samira sanaa sandeep satoshi selim shabnam shankar shilpa
shreyas sindhu sita sneha soraya sumit sunita swati tariq temitope thabo tunde uchenna uma umar usha vinay vinod vishal xiao yan yasmine yewande yuki yuko
zahra zainab zeynep ziad
"""

POLISH = """
adam adrian agata agnieszka aleksander aleksandra alicja anastazja andrzej ania anna antoni arkadiusz artur asia barbara bartek bartlomiej bartosz basia beata blazej
bogdan boguslaw bozena cezary czeslaw damian daniel danuta darek dariusz dominik dominika dorota edyta eliza elzbieta emilia ewa ewelina filip franciszek
gabriela genowefa gosia grazyna grzegorz halina hania hanna helena henryk hubert ilona irena ireneusz iwona izabela jacek jadwiga jagoda jakub janina janusz
jaroslaw jerzy joanna jolanta jozef julia justyna kacper kamil kamila karol karolina kasia katarzyna kazimierz kinga klaudia konrad kordian krystian krystyna
krzysiek krzysztof kuba leszek lidia lucyna lucja ludwik lukasz maciej maciek magda magdalena malgorzata marcin marek maria mariola mariusz marta martyna
marzena mateusz michal mikolaj milosz miroslaw monika natalia norbert ola olena oliwia oskar patrycja patryk pawel piotr piotrek przemyslaw radoslaw rafal
renata robert roman ryszard sebastian slawomir stanislaw stefan sylwester sylwia szymon tadeusz teresa tomasz tomek urszula waclaw waldemar wanda weronika
wieslaw wieslawa wiktor wiktoria wioletta witold wlodzimierz wojciech wojtek zaneta zbigniew zbyszek zdzislaw zenon ziemowit zofia zosia zuzanna zygmunt
"""

AMBIGUOUS = """
alba ama amara ana axel bart bas bill blanca bob carina cas celia chen clara dan dana daisy dawn diana dina don elle ella elke els era eve
floor guy hazel henk ida ira iris ivy jan jay jin jing josh joy ken kai kay lara leen lei leo les lies lily linda line lise luc luz mae mandy mara
marc marina mark mat maya mei mercedes mette mila mina mira mo nair nia nieves nives noel nova olive ole orla ove pace pal per perla petra
pia pilar ray rein rita rob robin rod rosa rosario rose ruby rune salvatore serena sol sole soledad sten stig sue tore ted tom toby trinidad
una urbano vera verity victoria vidar violet viola wanda xiao yan
"""

GIVEN_NAMES = frozenset(f"{WESTERN} {CONTINENTAL} {IBERIAN_AND_OTHERS} {POLISH}".split())
WORDS_TOO = frozenset(AMBIGUOUS.split())
"""Given names that are words as well, somewhere: none where a sentence begins, nor in small letters."""
MONTHS_TOO = frozenset({"april", "august", "jan", "julio", "june", "mai", "maj", "mar", "may"})
WORDS_BEFORE_ALL = frozenset({"ella", "mia", "mina", "una", "will"}) | MONTHS_TOO
"""Given names that begin no name elsewhere: before a surname, within a sentence, they do."""
