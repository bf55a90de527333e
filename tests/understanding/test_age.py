"""The age group read from a message is the typer's own, now; whatever else looks like an age is left alone."""

from __future__ import annotations

import datetime
import json
import time
import zlib
from pathlib import Path
from typing import Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signposting import AgeGroup
from bot.understanding.age import read_age

TODAY = datetime.date(2026, 6, 15)
MESSAGES = Path(__file__).with_name("age_messages.jsonl")
"""702 invented messages with the age group they tell, 301 of them none; `today` dates those with a birthday."""

CHILD_IN_FIGURES_OR_WORDS = [
    "i'm 15", "Im only 12 and my uncle scares me", "I am fourteen years old", "14yo", "14 y/o, boy", "seventeen", "im 15 n a half", "I'm 13 and a half", "15 nearly 16",
    "I (17F) was grabbed on the escalator", "me (16m) got jumped by 3 older kids", "15/f, dont want my mum to know", "my age is 11", "age 14", "we're both 15 and he filmed us",
    "someone touched me on the train. im 16", "im 17 and my baby is 4 months old", "I’m 15 years old", "im 9 and a half and my brothers friend hurts me", "he is 15 same as me",
    "im a 16 year old girl and my boyfriend hits me", "as a 17 year old can i use this", "i just turned 14", "I was 12 when it started and im 16 now", "I'm a 15yo girl", "im15",
    "am only 12 pls help", "15 here", "me and my sister are 12 and 14", "sorry i meant 17", "its my 16th birthday today and he hit me", "13 (nearly 14)", "15... 16 in june",
    "just had my 15th and he ruined it", "its my 17th today", "me is 11", "i'm 12 y/o", "fifteen-year-old here", "Fifteen. Please don't tell my mum.", "hi, 16, my stepdad hits me",
    "kid, i mean im only 10", "im the parent in this house and im 13", "minor, my boyfriend is 22", "im 15yo n scared", "i'm15", "hi im a 14 yr old lad from barking",
    "i'm a shy 13 year old girl and a man keeps messaging me", "16 here, boyfriend wont let me leave", "Am 9. My uncle comes in my room.", "i told you i'm 14", "like i said im 12",
    "hes 35 im in yr 11", "me and my twin are 13 and 13", "me and my brother are 10 and 8 and mum left us", "turned 13 yesterday and nobody came", "my 17th birthday is next week",
    "its my 16th birthday tomorrow", "im not even 16 yet and he wants to marry me", "i'll be 15 in may", "i'm 16 in two weeks", "im 20 in 4 years lol", "im 14 and my son is 2 months",
    "I'm 16 and my wife to be is chosen already", "im fifteen, my mum is 40", "my brother is 25 and im 13", "17F my manager grabs me", "M, 15, bullied",
    "it happened 2 years ago when i was 12", "i was 11, that was three years ago", "In 2021 I was ten and he started coming round", "sorry typo i meant 16", "not 61, 16",
    "me being 13 they wont believe me", "(15M) got mugged for my bike", "is it normal that he hits me? (16F)", "15, girl, london", "17. He hits me when mum is out",
    "im 17 i work in a shop and my boss touches me", "i am sixteen years of age", "as a 16 year old can i report this", "i'm nearly 16",
    "being 15 nobody takes me seriously", "my cousin and i are both 14", "can i leave home at 16", "im maya (15) and i need help",
    "Male 16 from Barking. Knife pulled on me.", "told him im 14, he didnt care", "i should say i'm 16", "even tho im 15 he sends me pics", "my bday is tmrw il be 14",
    "in 3 months i'll be 16", "i was 13 last year when it started", "me n my cuz both 14 got rushed", "since i'm 16 do my parents have to know", "pls dont tell my parents im 12",
    "me 15 him 24",
]  # fmt: skip
CHILD_IN_OTHER_WORDS = [
    "17 next month", "i turn 18 tomorrow", "im 18 in 3 weeks", "not quite 18 yet", "i'm nearly 18", "when i turn 18 im moving out, cant wait", "I'm under 18", "im a kid",
    "no im underage", "i'm in year 9", "yr 12 here, my teacher messages me at night", "in year 8 and a girl keeps hitting me", "im a year 10 and people call me slurs",
    "my form tutor told me to write here", "some boys at school keep filming me and my mum won't let me stay off", "born in 2011", "my dob is 03/04/2010",
    "im still at school and my stepdad hits me", "a minor", "i am not an adult", "im not over 18", "12/05/2011", "the kids at school hit me", "the children in my class laugh at me",
    "im the youngest child and get hit most", "im 18 tomorrow", "<18", "17, 18 in june", "im 18 this weekend", "im 18 on the 3rd of july", "my p.e. kit got burnt",
    "i'm a kid, my dad hits me", "im year 9", "born 2011", "born '11", "I was born on 1/2/2013", "my dad drinks and I'm only in year 6", "just started year 7 and they call me names",
    "mum says i cant have a lock on my door until im 18", "when i'm 18 i'm getting out of here", "born 4th june 2012", "dob: 01.02.2013", "11/09/2012", "im a minor",
    "no one listens to me cos im a kid", "u18", "under 18 yes", "younger than 18", "im not an adult yet", "lads at school put my bag down the toilet and mum paid",
    "everyone in my year has seen the picture", "my form teacher says ignore it", "my foster carers lock the fridge", "i hate going school",
    "i dont want to go to school because they wait for me", "i got a detention for hitting back", "the boys in my class call me terrorist", "our teacher makes us watch",
    "I said 18 but im 16", "im at secondary school and my cousin touches me", "im in year 10 and the teacher shouts slurs at me", "17 going on 18", "three weeks till im 18",
    "im gonna be 18 on sunday", "i go primary school", "turning 17 soon", "im turning 17", "16/06/2008", "dob 16 june 2008",
    "in the 8th grade, my coach hits me", "im a junior in high school", "S4 pupil, got slashed", "im in P6 and scared", "i live in a children's home",
    "boys jumped me on the way to school", "im not old enough to rent a room", "nope, younger than that",
]  # fmt: skip
ADULT_IN_FIGURES_OR_WORDS = [
    "i'm 34", "18", "Seventy six", "I am a 45 year old man and my wife hits me", "Retired bus driver, 67. Kids throw stones at my window.", "I (22m) was punched outside a kebab shop",
    "29F, spiked last night", "me [41/f] and my neighbour", "turned 18 last week", "I just turned 18", "my 18th birthday was last month", "51 i am, not that it matters",
    "It happened when I was 9. I am 40 now.", "I was 14 when he started, I'm 33 now", "at 71 you don't expect to be pushed over in the street", "I'm 19 and my dad takes my wages",
    "i'm a student, 20, and my flatmate follows me", "64 years old, mugged at the cash machine", "I'm ninety two, dear", "18 today", "aged 83, living alone", "i'll be 19 in march",
    "pushing 60", "I said 15 but I meant 51", "not 14, 41", "not under 18", "my year 9 son gets messages from a man", "i am a married man and she hits me... i am 50",
    "31, alone with a baby", "thirty-one. I live alone.", "Nurse, 44, assaulted on shift", "it's my 40th today and he hit me", "just had my 21st and got spiked",
    "I was 30 years old when we met", "been married... I'm 66", "\"I'm 57\"", "I is 43 years old", "well into my seventies, in my 70s anyway, and lads throw eggs",
    "Getting on for 80 and never been robbed before", "knocking on 90, dear", "i'll be 70 in august", "I'm 64 next birthday", "29 next month", "aged 45", "single mum, 29, being stalked",
    "i was 19 when he first hit me", "it started when I was 25", "At 22 I married him and it never stopped", "In 1983 a priest touched me", "It was 1979. I was nine.",
    "no I'm not under 18", "im 41 not 14", "15? no sorry 51", "I have 52 years, never this happen", "Me 46 year, they take my tools", "f 34, stalked", "my (26F) flatmate was spiked",
    "me 22f him 23m he hits me", "we're both 25 and he hits me", "I'm a 6ft bloke, 45, and she hits me", "woman here, 31",
    "turning 30 next month", "been 18 since monday", "being 72 I stay in", "at the age of 73 I was swindled", "I, a 41 year old woman, was followed",
    "as a woman of 63 I'm invisible", "we are both in our seventies", "I (she/her, 28) was attacked", "not far off 80",
]  # fmt: skip
ADULT_LONG_AGO_OR_BY_DATE = [
    "When I turned 18 my dad threw me out. That was ten years ago.", "born on the 3rd of may 1988", "i turned 16 in 1994", "05.11.1970", "I was attacked in 1991 outside a pub",
    "he hit me in 1990 and never stopped", "I moved here in 2001, I was 20", "i moved here in 1999 and they still shout at me", "i was raped 25 years ago", "he has hit me for 22 years",
    "It was twenty years ago and I was only twelve", "I escaped in 2009. I was seventeen then.", "I was 15 in 2014 when it happened", "i was born in 1958", "born 03/09/71",
    "my dob is 3.9.1971", "since i was 18 hes hit me", "i've worked here 25 years", "14/06/2008", "dob 15 june 2008",
    "My uncle hurt me in the seventies", "I've lived in this house forty years", "i was 15, thats 20 years ago",
]  # fmt: skip
ADULT_IN_OTHER_WORDS = [
    "18 or over", "18+", "adult", "older than that", "I'm older than that", "I'm a pensioner and someone rang about my bank card", "born in 1985", "dob 12/03/1990", "born in 2007",
    "my son is being bullied at school", "My daughter (14) was sent horrible pictures", "I'm her mum and I don't know what to do", "i am his grandmother",
    "my three kids have seen him hit me", "my husband chokes me", "my ex husband waits outside my work", "i teach year 9 and one of my pupils has bruises",
    "I am a teacher at a primary school and a pupil told me something", "Nurse here, one of my patients is scared to go home", "I'm a social worker in the City and a client is at risk",
    "I manage a bar near the station, two customers were spiked", "I'm a security guard at an office and got spat at", "it happened to me in 1978 and I never told anyone",
    "I was attacked 30 years ago and still wake up", "we've been married 26 years", "im in my second year at university and my flatmate is stalking me",
    "since I retired the kids outside have got worse", "I'm in my forties", "a lot older than that, love", "as a dad of three I worry about the park", "worried mum",
    "my little girl wont go to school", "my teenager is being groomed", "uni student here", "im in year 2 of my degree", "I'm a child protection officer at a charity",
    "i manage a small team", "I run a pub", "my daughter's PE kit went missing", "I'm a mum to a disabled boy", "I'm a father of 5", "my children's school is useless",
    "my student loan was stolen", "i was a teacher, now i clean", "As headteacher I must ask", "Adult. I live alone.", "I am in my mid-forties", "im 18+",
    "I'm in my late twenties and he controls my phone", "i'm a woman in my fifties", "as a mum of two I am frightened", "as a father I feel useless",
    "speaking as a grandmother, this is wrong", "concerned parent here", "my lad wont leave the house", "my toddler saw it all", "my two year old was in the car",
    "my 14 year old is being groomed", "my youngest daughter was followed", "my youngest wont sleep", "our daughter was spiked", "my grandkids get called names",
    "my daughter's teacher hit her", "my kids' school wont help", "son being sent knives pictures", "me daughter got jumped", "I'm a nurse and a patient punched me",
    "I'm a bus driver and get spat at", "Bus driver here, spat at again", "Housing officer. One of my tenants is being cuckooed.", "As a teacher I am worried about a boy",
    "im security guard at a mall, punched last night", "I'm the caretaker and I found a knife", "i was a nurse for years before he made me stop",
    "i run a small cafe and they smash the windows", "I own two flats and the tenant threatens me", "i manage the bakery in the high street",
    "i drive a minicab and a fare held a knife to me", "i work at the hospital and a relative slapped me", "one of our residents has been scammed",
    "our pupils are being approached at the gate", "my tenants are terrified of him", "a client of mine is being trafficked", "my phd supervisor wont stop touching me",
    "im in third year at uni and my ex follows me", "I'm a uni student and got spiked", "University student here. My landlord walks in.", "im a fresher and someone followed me to halls",
    "my state pension was stolen", "I've been divorced twice, since my divorce he rings all night", "I'm over 21", "over 18 yes", "older, thanks", "way over that dear", "grown up",
    "im retired and live alone", "I'm an old man and kids throw stones", "i'm a great-grandmother", "im a mum of 5 and he hits me", "i am mum to a boy of 12", "i'm her dad",
    "I'm a landlord and they threaten me", "My pupil told me something awful", "im a grown man and she hits me", "22/m got bottled outside a pub", "I (f/23) got followed",
    "i have two kids", "mum of 3, he hits me", "Retired teacher, robbed on the bus", "my year 9s told me", "I was the doorman who got stabbed",
    "Security guard at a museum. Punched by a man in a suit",
    "Photographer here, my gear was stolen", "Train guard, punched at the barrier", "as his mother I cannot sleep", "Mother of a 15 year old who is being groomed",
    "i have a 4 year old and he kicks the door", "he hit me in front of the kids", "my girls' nursery rang", "we run a small hotel", "I'm a sophomore in college",
    "I've taught for years and never been hit", "we are pensioners",
]  # fmt: skip
NOT_TOLD = [
    "", "???", "someone took my phone", "I would rather not say", "he was 15 when he did it", "it happened when i was 9", "my boyfriend is 19 and he hits me",
    "my friend is 15 and her dad hurts her", "my little brother is 8 and he saw it", "the man was about 50, grey beard", "two lads, maybe 17, pulled a knife on me",
    "three girls aged 14 took my bag", "she's 16 and wont stop messaging me", "me and my boyfriend (21) had a fight", "i told him i was 18", "he thinks im 18",
    "im 16 weeks pregnant and he kicked me", "i'm 5 foot 2 and he is huge", "im 6ft and still scared", "i live on the 14th floor", "im in flat 12 and he is in flat 15",
    "they took £16 and my oyster card", "he came round at 9 pm", "i am 10 minutes from home and scared", "im 15 mins away", "i have lived here for 12 years", "i've been sober 16 years",
    "he texted me 14 times", "im on bus 25", "i'm 100% sure it was him", "there were 15 of them", "my mum is a nurse and she got punched at work", "my brother was born in 2012",
    "born in 2008", "year 13", "im in sixth form", "my brother in year 7 got robbed", "when i was in year 9 a man followed me", "i'm 2 doors down from them",
    "my sister turned 18 last week", "my friend is nearly 18", "im 3rd in the queue", "he gets out of prison in 15 days",
]  # fmt: skip
OTHER_FIGURES = [
    "im a woman, 6 men followed me home", "my m8 got robbed", "m8 someone robbed me", "M25 services, a man grabbed me", "6 f***ing lads jumped me", "15 m from my door he stopped me",
    "i am 15 to 20 metres from him", "im 20 yards away from him", "im 12 houses down from them", "im 10 years free of him", "im 20+4 pregnant", "im 5'2 and small",
    "im 100 sure it was him", "12, all armed, chased me", "12/25", "i have 15 missed calls", "i've got 30 bruises", "im 18 stone", "im 15 people behind in the queue",
    "im 5'4 and he is 6'2", "I'm 5ft 4", "im 45 kilos and cant fight", "im 11 stone", "im 30 minutes late and scared", "im 6 and a half months pregnant", "im 38 weeks pregnant",
    "im 12 weeks gone", "im 14 doors down", "im 20 metres from him", "im 15 streets away from home", "im number 12 in the queue", "im 50/50 about going to the police",
    "im a 7 out of 10 on pain", "im 99 percent sure", "15 boys jumped me", "6 of them had knives", "10, maybe 15 of them", "12 am, banging on the door", "15:30 on the bus",
    "20 quid stolen", "16+ oyster stolen", "14, Mill Lane", "flat 14", "number 15", "m8 help me", "M25, someone rammed me", "in my year at uni",
    "im in year 3 of this marriage from hell", "i am 100 percent alone", "i lost 20 pounds", "im 21 missed calls deep", "there were 12 of us", "my baby is due in 12 weeks",
    "im on the 25 bus", "im at 15 mill road", "i'm in year 4 of this nightmare", "it's 12 now and he's still shouting", "im playing for the under 18s", "we are a family of 6",
]  # fmt: skip
AGES_OF_OTHERS = [
    "his daughter, 15, screamed", "a friend of mine is 15", "19 year old man arrested near us", "40 year old man follows me", "50 yr old neighbour stares",
    "a 30 year old man messages me", "i met a 25 year old man", "im the sister of a 15 year old", "my mum is 40 and she hits me", "Mum, 61, was pushed over", "boy, 14, stabbed near us",
    "Man, 40, followed me home", "a girl, 15, was crying on the bus", "he's 18 tomorrow", "my sister is 18 next week", "my mate turns 18 in march", "they are both 15",
    "she is 14 like her friend", "im with a 25 year old", "im dating a 19 year old", "im in love with a 30 yr old", "19 or 20 lads", "my m8 is 15",
    "15 year old girl got stabbed near my work", "15 y/o girl hit me", "im messaging a girl aged 13 and scared for her",
]  # fmt: skip
SAID_BUT_NOT_MEANT = [
    "if im under 18 do you tell", "he said im 16 so its legal", "they put im 16 on the form", "he said he is 25", "he says im 25 but he made that up", "everyone thinks i'm 20",
    "treats me like im 12", "he makes me say i was 19", "dreamt i was 30 and free", "my id says i was 19", "i lied and said i was 21", "if i was 18 i would leave", "i wish i was 25",
    "im not a kid", "im a big kid at heart", "im 18 this year", "im over 16", "I am not a child", "I'm no child", "i was told i'm 18", "what if im 14", "can a 14 year old use this",
    "im not 12",
    "not allowed out until im 18", "i said im 25 on the app", "as a 13 year old boy died here we are scared", "[19F] told me to die", "im seeing someone (23)",
]  # fmt: skip
PAST_AND_DATES = [
    "she was born in 1990 and she hits me", "my dad was born in 1980 and he hits us", "my grandad came here in 1965 and people spit at him", "my brother died in 2005 before i was born",
    "he has been stalking my mum for 20 years", "my nan was killed 20 years ago and my mum still cries", "At 16 I met him and he beat me for years", "at 11, i heard banging",
    "aged 12 i was touched by my uncle", "at age 12 he started", "age 6 he started touching me", "born 20 years ago my estate was nice", "i was born in 12 mill road", "01/05/2024",
    "i have 12 years of messages", "in 1990 they built our block", "since 2005 the lift is broken", "he's lived here since 1980", "my mum told me about 1985 riots",
    "it's 2001 all over again", "our house is from 1930", "20 years ago this was a nice area", "they have been here 30 years", "when he shouts I'm five again and hide",
    "whenever he comes im 8 again", "im 10 years sober", "I'm 25 years in this flat", "my parents have been married 30 years and he hits her", "my dad has been here since 1995",
    "my nan was born in 1940 and they robbed her", "my mum was robbed in 1998", "he was in prison for 20 years", "i'm scared he will go to prison for 20 years", "a film about 1985",
    "at 16 he kicked me out", "at 12 my dad left", "aged 9 my uncle hurt me", "when i was 15 he started", "i was 16 in the queue", "i was 13 minutes late", "i was 30 metres away",
    "i was 12 when it happened", "born and bred in hackney", "baby born in 2024", "13 years of this", "20 years of abuse from my mum's boyfriend to my mum",
    "i left home at 16", "the music of the 80s all night", "7 years old i was when it began", "age 14, first time he hit me",
]  # fmt: skip
LIVES_OF_OTHERS = [
    "the kids next door scream all night", "the daughter at my foster home pulls my hair", "one of the staff at my children's home hurts me",
    "the staff in the care home i live in hit me", "a volunteer at my youth club touched me", "our team coach stares at us when we change", "a driver shouted at me",
    "Teacher at school keeps touching my hair", "security guard at tesco grabbed me", "bus driver on the 25 shouted slurs at me", "doctor at a&e asked how i got the bruise",
    "i own a bike and it got nicked", "i manage to hide most days", "i run away a lot because of my stepdad", "my eldest brother hits me", "my youngest sister gets hit",
    "im a young carer for my mum", "it's none of my business but my mate has bruises", "Child, 7, being hit next door, I can hear it", "Child. Crying next door.",
    "As a manager he should know better", "as a teacher she is awful", "i run the school disco", "i run a chess club", "i own a shop in minecraft", "my staff discount got stopped",
    "my solicitor says say nothing", "kids hit him at school", "they're at school now so it's quiet", "im the parent in this house", "im a mum to my little brothers",
    "his wife shouted at me", "her son pushed me", "the vicar stared", "our caretaker is creepy", "one of the teachers grabbed me", "I'm scared of the bus driver.",
    "im friends with a security guard", "i'm a doctor's daughter and he still hits me", "im the caretaker's kid", "im 1 of 8 kids", "older boys chase me", "older brother hits me",
    "adult men follow me", "a child is crying next door", "child next door is crying", "a kid got stabbed", "teen lads threw bricks", "kids next door throw eggs at me",
    "the children upstairs scream", "the daughter of my landlord follows me", "my sister's kids are scared", "my mum's husband hits us", "our kid got jumped last night",
    "my eldest cousin touched me", "my youngest brother saw it", "my kid sister is scared", "the tenant upstairs bangs", "a patient shouted at me in a&e", "staff at the hostel laughed",
    "the manager shouted at me", "manager of the shop grabbed me", "Teacher. He touches me.", "security guard in a shop. he grabbed me", "policeman here wont listen",
    "doctor, my head hurts where he hit me", "a nurse at the hospital was rude to me", "i own a phone and he took it", "i run every time i see him", "i manage to sleep sometimes",
    "i drive my mum mad", "i teach my little sister to hide", "he enjoys my company then hits me", "he told me its none of my business", "mind your own business he said",
    "im a child protection case", "he called me a kid", "my friend is a kid and gets hit", "kids at the bus stop hang about after school and spit at buses",
    "im in immigration detention", "he's at school now so i can type", "my tutor keeps texting me", "im a carer for my nan", "im her carer", "my inner child is hurting",
    "my children's home is horrible", "im worried mum will find out", "worried mum will hit me again", "scared dad will find me", "as a joke he hit me", "im a bus driver daughter",
    "I'm in immigration detention and a guard hit me", "teenagers hang around outside my block after school and throw eggs", "mother of a boy shouted at me",
    "a boy in my class has bruises", "kids at school hit my brother, i pick him up",
    "a mother of three was attacked", "my child self would be ashamed", "some driver here shouts at me", "my boys got jumped outside the chicken shop",
    "sixth former here, robbed on the way to my mocks", "my teacher friend got hit", "his custody hearing went badly",
]  # fmt: skip
CORRECTED = [
    ("14. sorry 41", AgeGroup.EIGHTEEN_OR_OVER),
    ("12 no wait 21", AgeGroup.EIGHTEEN_OR_OVER),
    ("I'm 61, no sorry, 16", AgeGroup.UNDER_18),
    ("im 18 actually 17", AgeGroup.UNDER_18),
]

ROWS = [
    *((text, AgeGroup.UNDER_18) for text in CHILD_IN_FIGURES_OR_WORDS + CHILD_IN_OTHER_WORDS),
    *((text, AgeGroup.EIGHTEEN_OR_OVER) for text in ADULT_IN_FIGURES_OR_WORDS + ADULT_LONG_AGO_OR_BY_DATE),
    *((text, AgeGroup.EIGHTEEN_OR_OVER) for text in ADULT_IN_OTHER_WORDS),
    *CORRECTED,
    *((text, AgeGroup.UNKNOWN) for text in NOT_TOLD + OTHER_FIGURES + AGES_OF_OTHERS + SAID_BUT_NOT_MEANT),
    *((text, AgeGroup.UNKNOWN) for text in PAST_AND_DATES + LIVES_OF_OTHERS),
]


@pytest.mark.parametrize(("text", "group"), ROWS)
def test_the_age_is_the_typers_own_and_now(text: str, group: AgeGroup) -> None:
    assert read_age(text, TODAY).group is group


@pytest.mark.parametrize("half", [0, 1])  # the rules were written with sight of half 0 only
def test_most_messages_are_read_right_and_hardly_any_on_the_wrong_side(half: int) -> None:
    rows = [json.loads(line) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if zlib.crc32(row["text"].encode()) % 2 == half]
    days = [datetime.date.fromisoformat(row["today"]) if "today" in row else TODAY for row in rows]
    read = [read_age(row["text"], day).group.value for row, day in zip(rows, days)]
    told = [(row["age_group"], group) for row, group in zip(rows, read) if row["age_group"] != "unknown"]
    untold = [group for row, group in zip(rows, read) if row["age_group"] == "unknown"]
    assert sum(said == group for said, group in told) >= 0.93 * len(told)
    assert sum(group not in (said, "unknown") for said, group in told) <= 0.01 * len(told)
    assert sum(group != "unknown" for group in untold) <= 0.02 * len(untold)


@pytest.mark.parametrize(
    ("text", "years"),
    [("i'm 15", 15), ("Seventy six", 76), ("im 17 next month", 16), ("14. sorry 41", 41), ("adult", None)],
)
def test_the_age_in_years_is_kept_when_it_was_said(text: str, years: Optional[int]) -> None:
    assert read_age(text, TODAY).years == years


@pytest.mark.parametrize("said", ["I'm {}", "{}", "my age is {}"])
def test_eighteen_is_the_first_adult_age(said: str) -> None:
    found = {years: read_age(said.format(years), TODAY).group for years in range(5, 111)}
    assert [years for years, group in found.items() if group is AgeGroup.UNDER_18] == list(range(5, 18))
    assert AgeGroup.UNKNOWN not in found.values()


@pytest.mark.parametrize(
    "text", ["my husband chokes me", "my nephew was stabbed", "they are planning my wedding and i dont want it"]
)
def test_the_married_and_the_aunts_are_likely_adults_but_are_still_asked(text: str) -> None:
    assert not read_age(text, TODAY).is_told
    assert read_age(f"I'm 16 and {text}", TODAY) == read_age("I'm 16", TODAY)


@pytest.mark.parametrize("text", ["I'm 34. I'm 12.", "im 17 and she hits me. im 20", "me and my sister are 16 and 19"])
def test_ages_on_both_sides_are_asked_about(text: str) -> None:
    assert read_age(text, TODAY).group is AgeGroup.UNKNOWN


@pytest.mark.parametrize("text", ["", "i like tea", "he is 40"])
def test_what_was_not_told_is_unknown_and_has_no_reason(text: str) -> None:
    reading = read_age(text, TODAY)
    assert (reading.group, reading.years, reading.reason) == (AgeGroup.UNKNOWN, None, "")


@pytest.mark.parametrize("text", ["i'm 15", "my son was hit", "in year 9"])
def test_what_was_told_has_a_reason_from_the_words(text: str) -> None:
    assert 0 < len(read_age(text, TODAY).reason) <= 60


@settings(deadline=None, max_examples=60)
@given(st.text() | st.text(alphabet="im a18 year old'/.,()-born\u200b²１"))
def test_no_text_makes_it_fail(text: str) -> None:
    assert read_age(text, TODAY).group in AgeGroup


def seconds_to_read(text: str) -> float:
    """Processor time of the quickest of five readings: what else runs on the machine does not count."""
    times = []
    for _ in range(5):
        before = time.process_time()
        read_age(text, TODAY)
        times.append(time.process_time() - before)
    return min(times)


UNITS = [
    "a ", "my ", "im ", "im a ", "i'm a aa, ", "my little ", "my 14 year old ", "im 15 and ", "15, ", "1 2 3 ", "15", "no sorry ", "a, ", "me, ", "(", ".", "at ", "i was 12 ", "i was 12, ",
    "in 1974 ", "it was 1974 ", "20 years ago ", "year 9 ", "teacher at ", "at school ", "i run a ", "born in ", "£", " ", "x",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_words_take_at_most_twelve_times_as_long(unit: str) -> None:
    short, long = ((unit * 2000)[:length] + " x" for length in (250, 2000))
    assert seconds_to_read(long) <= 12 * seconds_to_read(short) + 0.001
