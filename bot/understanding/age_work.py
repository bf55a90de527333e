"""The words of people who speak as somebody with a job: a title that stands first, a trade they say is theirs."""

from __future__ import annotations

import re

from bot.understanding.age_words import AT_STOP, I_AM, LINK, any_of, rule

_WORKPLACE = (
    any_of(
        "shop,store,bar,pub,nightclub,caf[eé],restaurant,hotel,hostel,business,company,firm,launderette,"
        "cleaners,minimarket,supermarket,salon,barbers?,gym,nursery,playgroup,food ?bank,charity,small team,"
        "building,block,branch,office,department,ward,surgery,practice,clinic,pharmacy,bakery,garage,stall,"
        "hall,centre,library,depot,warehouse,factory,gallery,theatre,cinema,takeaway,chippy,agency,"
        "guest ?house,off licence,newsagents?,property,properties,flats?,house,care home,nursing home,estate,"
        "project,service,scheme,place,kiosk,market stall,barbershop,florist,museum,studio"
    )
    + "s?"
)
_MANAGER = r"(?:(?:practice|line|site|building|shop|store|bar|pub|duty|deputy|assistant|hr|general|area|office|project|facilities|housing|estate|branch|ward|care) )?manager"
_CARE = (
    "nurse,matron,midwife,health visitor,doctor(?! who),gp,paramedic,surgeon,dentist,pharmacist,optician,"
    "physio(?:therapist)?,therapist,counsellor,psychologist,psychiatrist,psychotherapist,social worker,"
    "(?:care|support|key ?|youth|outreach|case|charity|aid) ?worker,care coordinator,consultant,"
    "care assistant,carer (?:in|at) an?,foster carer,childminder,nanny"
)
_SCHOOL = (
    "(?:head ?|supply )?teacher,headmaster,headmistress,teaching assistant,deputy head,"
    "head of (?:(?:the|a|an) )?(?:\\w+ )?(?:year|department|security|school|service|operations|finance|hr|college),"
    "lecturer,professor,(?:ward )?sister at,librarian,caretaker,school governor,governor"
)
_HEADS = (
    f"{_MANAGER},manager,director,chief executive,ceo,chair(?:man|woman|person)? of,trustee,treasurer,"
    f"company secretary,team leader,personnel,supervisor,foreman,site supervisor,hr advisor,"
    f"safeguarding lead"
)
_PUBLIC = (
    "churchwarden,vicar,imam,rabbi,priest,pastor,chaplain,councillor,solicitor,barrister,paralegal,"
    "accountant,journalist,reporter,architect,engineer,civil servant,officer,firefighter,soldier,"
    "magistrate,probation officer,police officer,scout leader,housing officer"
)
_TRADES = (
    "electrician,plumber,builder,roofer,plasterer,bricklayer,carpenter,mechanic,chef,"
    "(?:security|train|prison) guard,security officer,bouncer,doorman,door supervisor,landlord,landlady,"
    "licensee,publican,shopkeeper,newsagent,"
    "(?:home|shop|bar|pub|cafe|restaurant|salon|business|property) ?owner,leaseholder,receptionist,"
    "dinner lady,lollipop (?:man|lady),postman,postie,postwoman,concierge,(?:head )?porter,warden,"
    "(?:bus|train|tube|tram|taxi|cab|cabbie|minicab|lorry|coach|hgv|van|delivery|uber) driver,cabbie"
)
_JOB = any_of(",".join((_SCHOOL, _CARE, _HEADS, _PUBLIC, _TRADES)))
_MOD = rf"(?:(?!{LINK})[\w&'-]{{1,20}}\s+){{0,3}}?"
_A = r"(?:(?:an?|the|his|her|their|our|1 of the)\s+" + _MOD + ")"
_ANOTHERS = r"(?!'|\s+(?:daughter|son|kid|child|wife|friend|pet|target)\b)"
# "I'm the caretaker", "im security guard", "As a teacher, ..."; not "I'm a doctor's daughter", "i'm scared of my teacher"
JOB_OF_SELF = rule(
    rf"(?:{I_AM}|{AT_STOP}am|(?<=and |but )am)\s+(?:(?:also|only|just|retired)\s+)?{_A}?{_JOB}\b{_ANOTHERS}",
    rf"(?:{AT_STOP}|(?:speaking|writing|asking|posting|i work|capacity) )as (?:an?|the)\s+(?!(?:[\w-]+ ){{1,3}}(?:he|she|they)\b){_MOD}{_JOB}\b{_ANOTHERS}",
    rf"(?:{AT_STOP}|writing )as (?:designated |duty |hr )?{_JOB}\b{_ANOTHERS}",
    rf"i(?:'ve| have|ve)? (?:was|been|used to be|worked as) {_A}{_JOB}\b{_ANOTHERS}",
    rf"i work as (?:an?\s+)?{_MOD}{_JOB}\b{_ANOTHERS}",
)

_NOT_A_NOUN = any_of(
    "me,us,my,i,him,her,he,she,they,keeps?,hits?,is,was,has,had,got,said,says,told,took,saw,made,came,"
    "who,that,\\w+(?:ed|ing)"
)
_PLAIN = rf"(?!{_NOT_A_NOUN}\b)[\w&'-]{{1,20}}"
_CLIENTS = any_of(
    "shift,ward,staff,branch,caseload,cab,crew,patients?,pupils?,clients?,tenants?,residents?,"
    "passengers?,customers?,colleagues?"
)
_OF_WORK = rf"(?:my|our|1 of (?:my|our)) (?:\w+ )?{_CLIENTS}|pupil|client|tenant|service user|safeguarding|on shift"
_GREETING = r"(?:(?:hi|hello|good (?:morning|afternoon|evening))\W+)?"
_AT_A_PLACE = rf"\s+(?:at|in|of|for|on|with)(?:\s+{_PLAIN}){{1,5}}?"
# "Nurse here, one of my patients", "Caretaker at the primary: two men"; not "Teacher at school keeps touching my hair"
JOB_FIRST = re.compile(
    rf"^\W*{_GREETING}{_MOD}{_JOB}(?:(?:{_AT_A_PLACE})?(?:\s+here\b(?=\s*(?:[.,:;!-]|$|and i\b|on a break\b))|\s*:|\s*[.;,-](?=.{{0,300}}?\b(?:{_OF_WORK}))|,\s+(?:\w+ed|spat|hit|beaten|thrown)\s+(?:at|by|in|on|again|last|yesterday|today)\b)"
    rf"|\s+(?:of|for) \d+ years\b|\s+(?:at|in|of|for)\s+an?(?:\s+{_PLAIN}){{1,5}}?\s*[.;](?!.{{0,80}}\b(?:he|she|they|me)\b))"
)
_TITLE = any_of(
    "manager,nurse,matron,midwife,social worker,(?:care|support|key|youth|outreach|case) ?worker,"
    "coordinator,caretaker,concierge,trustee,treasurer,company secretary,safeguarding lead,paramedic,"
    "pharmacist,librarian,supervisor,personnel,councillor,solicitor,housing officer,governor,journalist,"
    "landlord,headteacher,head teacher,gp,vicar,chef,porter,receptionist,lecturer,warden,director"
)
_DONE_TO_ME = (
    r"(?!.{0,160}\b(?:touch|hit|grab|hurt|shout|star|follow|messag|kiss|push|threw|punch|drag)\w*\s+(?:at\s+)?me\b)"
)
# "A&E nurse. A young man came in", "Building manager, a block near Aldgate", "Social work team at the hospital here": a title that
# stands first and alone, unless what follows is done to the writer
TITLE_FIRST = re.compile(
    rf"^\W*(?:[\w&'/-]{{1,20}} ){{0,3}}?{_TITLE}(?:,(?:\s+{_PLAIN}){{1,6}}?)?\s*[.,:;]{_DONE_TO_ME}"
    rf"|^\W*(?:[\w&'/-]{{1,20}} ){{0,3}}?(?:team|office|department|ward|unit|service) (?:at|in|for|of) (?:[\w&'-]{{1,20}} ){{1,4}}here\b"
)
_NO_TRADE = any_of(
    "teenager,youngster,former,sister,brother,mother,father,daughter,stepsister,stepbrother,stepdaughter,"
    "beginner,survivor,sufferer,user,lurker,poster,gamer,schooler,grader,carer,foreigner,newcomer,over,"
    "other,another,minor,loner,commuter,passenger,customer,member,number,never,ever,after,later,"
    "neighbour,footballer,rapper,senior,junior,fresher,streamer,owner,refugee\\w*,boyfriend\\w*,listener,"
    "reader,player,stranger,prisoner,offender,foster,transgender,tester,sixth-former,londoner,believer"
)
# "freelance photographer here": what somebody calls themselves by the ending that trades have
TRADE_HERE = re.compile(
    rf"^\W*{_GREETING}(?:(?:an?\s+)?[\w&'-]{{1,20}} ){{0,3}}?(?!{_NO_TRADE}\b)[a-z]{{3,20}}(?:er|or|ist|ian|smith|keeper|worker)\s+here\b(?=\s*(?:[.,:;!-]|$|and i\b))"
)

_PLAYED = any_of("school,roblox,minecraft,gta,fifa")
_OWN_KIN = any_of("brother,sister,cousin,friend,dog,mum,dad,nan,self")
_VEHICLE = any_of(
    r"bus,cab,taxi,train,tube,van,lorry,truck,hgv,tram,coach,ambulance,n?\d+\b,"
    r"for (?:an?|1|the|uber|bolt|nights|deliveroo)\b,nights\b,"
    r"\w+ (?:\w+ )?(?:\w+ )?(?:\w+ )?for (?:uber|bolt|deliveroo|just eat|amazon)\b"
)
_EMPLOYER = any_of("the nhs,nhs,the council,the police,the home office,transport for london")
_SERVED = any_of(
    "clients?,patients?,pupils?,tenants?,residents?,service users?,staff,receptionists?,employees?,"
    "colleagues?,volunteers?,drivers?,customers?"
)
_BUSINESS = rf"(?:an?|the|my|our|1 of|\d+)\s+(?:(?!at\b|in\b|for\b|from\b|to\b)[\w&'-]{{1,20}}\s+){{0,3}}?{_WORKPLACE}"
_INSTITUTION = any_of("school,hospital,surgery,nursery,prison,bank,council,police,home office,care home")
# "I run a bakery", "i teach", "one of our residents"; not "i run away", "i teach my little sister"
WORK = rule(
    rf"(?:i|we) (?:own|run|manage)\s+{_BUSINESS}\b(?! (?:at|in|on) (?:my )?{_PLAYED})",
    r"i have an? (?:small )?(?:shop|salon|business|company|restaurant|cafe|firm|market stall)\b(?! in (?:minecraft|roblox))",
    rf"i teach (?!my (?:\w+ )?{_OWN_KIN}|him|her|them|myself|you)",
    r"i (?:lecture|employ|foster(?! (?:dad|mum))|chair (?:a|the|our)|let out|rent out)\b",
    r"i(?:'ve| have|ve) taught\b(?! (?:my|him|her|them|myself))",
    r"i supervise\b(?! my (?:\w+ )?(?:brother|sister|cousin))",
    rf"i drive (?:(?:an?|the|my|in|on)\s+)?(?:(?:night|black|school|mini|company|delivery|double)[\s-]?)?{_VEHICLE}\b",
    rf"i work (?:in|at|for) (?:(?:an?|the|our)\s+(?:[\w-]{{1,15}}\s+)?{_INSTITUTION}|{_EMPLOYER})\b",
    rf"(?:1|some|two|most|all|another) of (?:my|our) (?:\w+ )?{_SERVED}\b",
    r"(?:client|patient|pupil|tenant|resident|employee) of (?:mine|ours)\b",
    r"my (?:service users?|residents|parishioners|congregation)\b",
    r"at my (?:firm|practice|surgery|company)\b",
)
_UNI = any_of("uni,university,phd,masters,postgrad(?:uate)?,law,medical,nursing,mature,international,exchange")
_NTH_YEAR = any_of("first,second,third,final,1st,2nd,3rd,4th")
_COLLEGE = any_of("college,university,uni")
# at university: 18 and over but for a very few
STUDENT = rule(
    rf"{I_AM} (?:a |an )?(?:\w+ )?(?:{_UNI} student|undergrad(?:uate)?|postgrad(?:uate)?|fresher)\b",
    r"(?<=[.,] )(?:uni|university|phd|postgrad|masters) student\b(?=\s*(?:here|[.,:]|at\b|in\b|$))",
    r"(?<=[.,] )uni(?=\s*,)",
    rf"{I_AM} (?:still |now )?(?:at|in (?:my )?{_NTH_YEAR}? ?(?:year (?:at|of) )?)\s*uni(?:versity)?\b",
    r"i(?:'m| am|m) in (?:my )?(?:year|yr) \d of (?:my )?(?:degree|uni|university|phd|masters|medicine|medical school|nursing)\b",
    r"my (?:(?:uni|university) (?:halls|flat|course|flatmates?|tutor|lecturer)|dissertation|masters|dorm|flatmates? at uni)\b",
    r"in (?:my )?(?:uni )?halls\b(?! of)",
    rf"{_NTH_YEAR} year (?:at |of )?uni(?:versity)?\b",
    rf"{I_AM} (?:an? )?(?:freshman|sophomore|junior|senior) (?:in|at) {_COLLEGE}\b",
    r"(?:i'?m |i am )doing (?:my|a) (?:masters|master's|phd|degree)\b",
    opening=[
        r"(?:uni|university|phd|postgrad|masters) student\b(?=\s*(?:here|[.,:]|at\b|in\b|$))",
        r"(?:undergrad(?:uate)?|postgrad(?:uate)?|fresher) here\b",
        r"doing (?:my|a) (?:masters|master's|phd|degree)\b",
    ],
)
# who else might be speaking, or meant, right before the words of a life
SOMEBODY_ELSES = re.compile(r"\b(?:mate|friend|mum|dad|sister|brother|teacher|boyfriend|girlfriend|uncle|aunt|neighbour|boss|he|she|they)'?s?\s+(?:said|says|and|is|was)?\s*$")  # fmt: skip
WORKING_LIFE = (JOB_OF_SELF, JOB_FIRST, TITLE_FIRST, TRADE_HERE, WORK, STUDENT)
