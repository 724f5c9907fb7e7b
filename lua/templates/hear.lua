-- hear: what people write to mean certain things. A text is a list of phrases, separated by commas; where the place in a list matters, it says so.
-- Every language is listened for at once. Capitals, accents and marks around words make no difference.

local function hear(what, text)
  hf.template{ id = "hear_" .. what, vars = {}, text = text }
end

-- ---- answers ----
hear("yes", { en = "yes,y,yes please,yeah,yep,yup,sure,ok,okay,right,correct,exactly,do it,please do,👍,✅", pt = "sim,s,claro,isso,pode ser,certo,exato,sim por favor,está bem,ok",
  es = "sí,claro,vale,eso es,exacto,correcto,sí por favor,bueno", fr = "oui,o,ouais,d'accord,bien sûr,exact,oui merci,oui s'il te plaît,vas-y", de = "ja,j,jep,klar,genau,richtig,gern,ja bitte,stimmt,mach das" })
hear("no", { en = "no,n,nope,nah,no thanks,not,no it was,no that was,not really,👎,❌", pt = "não,nao,não obrigado,não foi,nada disso", es = "no,no gracias,no fue", fr = "non,non merci,non c'était,pas", de = "nein,nö,ne,nein danke,nicht,nein es war,nein das war" })
hear("cancel", { en = "cancel,no never mind,no leave it,no cancel,never mind,nevermind,forget it,stop,leave it,drop it", pt = "cancela,cancelar,deixa,deixa lá,não deixa,não deixa lá,não esquece,deixa pra lá,esquece", es = "cancela,cancelar,déjalo,olvídalo,no déjalo,no olvídalo,no deja", fr = "laisse,laisse tomber,oublie,tant pis", de = "abbrechen,lass,lass es,vergiss es,egal" })
hear("both", { en = "both,all,all of them,both of them", pt = "ambos,os dois,as duas,todos", es = "ambos,los dos,las dos,todos", fr = "les deux,tous,toutes", de = "beide,beides,alle" })
hear("ordinals", { -- by place
  en = { "1,first,the first,the first one,1st,one", "2,second,the second,the second one,2nd,two,the latter", "3,third,the third,the third one,3rd,three", "4,fourth,the fourth,4th,four,the fourth one", "5,fifth,the fifth,5th,five", "6,sixth,the sixth", "7,seventh,the seventh" },
  pt = { "o primeiro,a primeira,primeiro,primeira", "o segundo,a segunda,segundo,segunda", "o terceiro,a terceira,terceiro,terceira", "o quarto,a quarta", "o quinto,a quinta" },
  es = { "el primero,la primera,primero,primera", "el segundo,la segunda,segundo,segunda", "el tercero,la tercera,tercero,tercera", "el cuarto,la cuarta", "el quinto,la quinta" },
  fr = { "le premier,la première,premier,première", "le deuxième,la deuxième,le second,la seconde,deuxième", "le troisième,la troisième,troisième", "le quatrième,la quatrième", "le cinquième,la cinquième" },
  de = { "das erste,die erste,der erste,erste,erstes", "das zweite,die zweite,der zweite,zweite,zweites", "das dritte,die dritte,der dritte,dritte,drittes", "das vierte,die vierte,der vierte", "das fünfte,die fünfte,der fünfte" },
})
hear("status", { -- missed, skipped
  en = { "missed,miss,forgot,failed", "skipped,skip,on purpose,rest day,a rest day" }, pt = { "falhei,esqueci,falhado,perdi", "dispensado,de propósito,saltei,pulei,folga" },
  es = { "fallé,olvidé,perdí,lo fallé", "omitido,a propósito,lo omití,descanso" }, fr = { "manqué,raté,oublié", "sauté,exprès,repos" }, de = { "verpasst,vergessen,versäumt", "ausgelassen,absichtlich,mit absicht,pause" },
})
hear("default", { en = "just done,just yes or no,done,no amount,any,whatever,default,nothing", pt = "só feito,feito,qualquer,tanto faz,nada", es = "solo hecho,hecho,da igual,cualquiera,nada",
  fr = "juste fait,fait,peu importe,rien", de = "nur erledigt,erledigt,egal wie viel,ohne menge,nichts" })

-- ---- a new habit ----
hear("create_lead", {
  en = "new habit called,new habit named,new habit,create a habit called,create a new habit called,create a new habit,create a habit,create habit,add a new habit,add a habit called,add a habit,add habit,start tracking,i want to start tracking,i want to track,want to track,track a new habit,begin tracking,make a habit,start a habit,set up a habit,i want to start doing,i want to start,i would like to start,i'd like to start,i want to begin,i want to get into,i want to,i would like to,i'd like to,i plan to start,let me start",
  pt = "novo hábito chamado,novo hábito,criar um hábito,criar hábito,cria um hábito,adicionar um hábito,adicionar hábito,adiciona um hábito,começar a acompanhar,quero acompanhar,quero registar,quero registrar,quero criar um hábito,quero começar a fazer,quero começar a,quero começar,quero passar a,gostava de começar a,gostaria de começar a,gostava de,gostaria de,quero",
  es = "nuevo hábito llamado,nuevo hábito,crear un hábito,crear hábito,crea un hábito,añadir un hábito,añadir hábito,añade un hábito,agregar un hábito,agrega un hábito,quiero registrar,quiero seguir,quiero empezar a hacer,quiero empezar a,quiero empezar,quiero comenzar a,me gustaría empezar a,me gustaría,quiero",
  fr = "nouvelle habitude appelée,nouvelle habitude,créer une habitude,crée une habitude,ajouter une habitude,ajoute une habitude,je veux suivre,je voudrais suivre,commencer à suivre,je veux commencer à faire,je veux commencer à,je veux commencer,je voudrais commencer à,j'aimerais commencer à,j'aimerais,je voudrais,je veux",
  de = "neue gewohnheit namens,neue gewohnheit anlegen,ich möchte anfangen,ich will anfangen,ich möchte,ich will,ich würde gern,neue gewohnheit,gewohnheit anlegen,gewohnheit erstellen,erstelle eine gewohnheit,gewohnheit hinzufügen,füge eine gewohnheit hinzu,lege eine gewohnheit an,ich möchte verfolgen,ich will tracken",
})
hear("schedules", { -- daily, weekdays, weekends, weekly, monthly, every other day
  en = {
    "daily,every day,everyday,each day,a day,per day,every morning,every evening,every night,each morning,each night,nightly,/ day,/ d,every single day,2 times daily,two times daily,twice daily",
    "weekdays,on weekdays,every weekday,workdays,on workdays,wkdays,monday to friday,mon to fri,mon-fri", "weekends,on weekends,at weekends,on the weekend,at the weekend",
    "weekly,every week,each week,a week,per week,once a week,/ week,/ wk,/ w", "monthly,every month,a month,per month,once a month,/ month",
    "every other day,every second day,every 2 days,every two days,alternate days",
  },
  pt = {
    "todos os dias,todo dia,todo o dia,diariamente,diário,por dia,ao dia,cada dia,todas as noites,toda noite,toda a noite,todas as manhãs,toda manhã,/ dia,todo santo dia",
    "dias úteis,nos dias úteis,dias de semana,de segunda a sexta,segunda a sexta,seg a sex", "fins de semana,aos fins de semana,fim de semana,no fim de semana",
    "semanalmente,todas as semanas,toda semana,por semana,uma vez por semana,/ semana,na semana", "mensalmente,todos os meses,por mês,uma vez por mês,/ mês",
    "dia sim dia não,de dois em dois dias,a cada 2 dias,de 2 em 2 dias",
  },
  es = {
    "cada día,todos los días,diario,diarios,diariamente,al día,por día,cada noche,cada mañana,todas las noches,todas las mañanas,/ día,diaria,diarias", "días laborables,entre semana,de lunes a viernes,lunes a viernes",
    "fines de semana,los fines de semana,fin de semana", "semanal,cada semana,por semana,a la semana,una vez por semana,una vez a la semana,/ semana", "mensual,cada mes,al mes,por mes,una vez al mes,/ mes",
    "cada dos días,un día sí y otro no,cada 2 días,día por medio,día de por medio",
  },
  fr = {
    "chaque jour,tous les jours,ts les jours,quotidien,par jour,par jr,quotidiennement,chaque matin,chaque soir,tous les matins,tous les soirs,ts les soirs,/ jour,/ j", "jours ouvrés,en semaine,jours de semaine,du lundi au vendredi",
    "week-ends,le week-end,le weekend,tous les week-ends", "chaque semaine,hebdomadaire,par semaine,une fois par semaine,/ semaine,/ sem", "chaque mois,mensuel,par mois,une fois par mois,/ mois",
    "un jour sur deux,tous les deux jours,tous les 2 jours",
  },
  de = {
    "täglich,jeden tag,am tag,pro tag,jeden morgen,jeden abend,/ tag,tgl", "werktags,an werktagen,wochentags,unter der woche,mo-fr,montag bis freitag", "am wochenende,wochenenden,nur am wochenende",
    "wöchentlich,jede woche,pro woche,einmal pro woche,einmal in der woche,die woche,/ woche", "monatlich,jeden monat,pro monat,im monat,einmal im monat,/ monat", "jeden zweiten tag,alle zwei tage,alle 2 tage",
  },
})
hear("counts", { -- one, two, three ...
  en = { "once", "twice", "three", "four", "five", "six" }, pt = { "uma", "duas", "três", "quatro", "cinco", "seis" }, es = { "una", "dos", "tres", "cuatro", "cinco", "seis" },
  fr = { "une", "deux", "trois", "quatre", "cinq", "six" }, de = { "einmal", "zweimal", "dreimal", "viermal", "fünfmal", "sechsmal" },
})
hear("times_a", { -- week, month
  en = {
    "times a week,times per week,times weekly,x a week,x per week,a week,per week,time a week,days a week,/ week,/ wk,/ w,x / week,x / wk", "times a month,times per month,x a month,a month,per month,/ month",
  },
  pt = { "vezes por semana,vez por semana,vezes na semana,por semana,na semana,semana,x por semana,x na semana,/ semana", "vezes por mês,vez por mês,por mês,/ mês" },
  es = { "veces por semana,veces a la semana,vez por semana,vez a la semana,por semana,a la semana,veces x semana,x semana,/ semana", "veces al mes,vez al mes,al mes,/ mes" },
  fr = { "fois par semaine,par semaine,fois semaine,/ semaine,/ sem", "fois par mois,par mois,/ mois" },
  de = { "mal pro woche,mal die woche,mal in der woche,pro woche,die woche,in der woche,/ woche,wöchentlich", "mal pro monat,mal im monat,im monat,pro monat,/ monat" },
})
hear("weekdays", { -- Monday first
  en = {
    "monday,mondays,mon", "tuesday,tuesdays,tue,tues", "wednesday,wednesdays,wed,weds", "thursday,thursdays,thu,thurs,thur", "friday,fridays,fri", "saturday,saturdays,sat", "sunday,sundays,sun",
  },
  pt = {
    "segunda,segundas,segunda-feira,segundas-feiras,seg", "terça,terças,terça-feira,ter", "quarta,quartas,quarta-feira,qua", "quinta,quintas,quinta-feira,qui", "sexta,sextas,sexta-feira,sex", "sábado,sábados,sáb", "domingo,domingos,dom",
  },
  es = { "lunes,lun", "martes,mart", "miércoles,mié,mier", "jueves,jue,juev", "viernes,vie", "sábado,sábados,sáb", "domingo,domingos,dom" },
  fr = { "lundi,lundis,lun", "mardi,mardis,mar", "mercredi,mercredis,mer", "jeudi,jeudis,jeu", "vendredi,vendredis,ven", "samedi,samedis,sam", "dimanche,dimanches,dim" },
  de = { "montag,montags,mo", "dienstag,dienstags,di", "mittwoch,mittwochs,mi", "donnerstag,donnerstags,do", "freitag,freitags,fr", "samstag,samstags,sa", "sonntag,sonntags,so" },
})
hear("and_word", { en = "and,n,plus,as well as", pt = "e,mais", es = "y,e,más", fr = "et,plus", de = "und,u,sowie,plus" })
hear("also_word", { en = "also,too", pt = "também", es = "también", fr = "aussi", de = "auch" })
hear("small", { en = "a,an,the,of,for,to,on,in,at,and,called,named,my,please,every,each,-,–,at most,least,it,by,with,from,only,min,about,only on,track", pt = "o,a,os,as,um,uma,de,do,da,para,pra,e,em,no,na,aos,às,nas,nos,chamado,meu,minha,por favor,que é,por,a meta de,meta de,só", es = "el,la,los,las,un,una,de,del,para,y,en,llamado,mi,por favor,a,al,solo,sólo",
  fr = "le,la,les,un,une,de,du,des,d',pour,et,en,appelée,mon,ma,s'il te plaît,à,au,tous les,ts les,seulement", de = "der,die,das,den,ein,eine,einen,von,für,und,zu,am,an,um,uhr,namens,mein,meine,bitte,auf,mit,nur,min,jeden,immer,im" })
hear("at_most", { en = "at most,max,maximum,no more than,not more than,limit", pt = "no máximo,máximo,até", es = "como máximo,máximo,no más de", fr = "au plus,au maximum,maximum,pas plus de", de = "höchstens,maximal,nicht mehr als" })

-- ---- learned words ----
hear("means", { en = "means,stands for,is short for,=", pt = "significa,quer dizer", es = "significa,quiere decir", fr = "veut dire,signifie", de = "bedeutet,heißt,steht für" })
hear("my", { en = "my", pt = "o meu,a minha,meu,minha", es = "mi", fr = "mon,ma", de = "mein,meine" })
hear("is", { en = "is,has,holds,contains,=", pt = "é,tem,leva,são", es = "es,tiene,contiene,es de", fr = "est,fait,contient,est de", de = "ist,hat,fasst,enthält" })
hear("know_words", { en = "what words do you know,which words do you know,my words,show my words,what did you learn,list my words,what have you learned", pt = "que palavras conheces,que palavras você conhece,as minhas palavras,minhas palavras,o que aprendeste",
  es = "qué palabras conoces,mis palabras,qué has aprendido", fr = "quels mots connais-tu,mes mots,qu'as-tu appris", de = "welche wörter kennst du,meine wörter,was hast du gelernt" })
hear("forget_word", { en = "forget the word,forget my word,unlearn", pt = "esquece a palavra,esqueça a palavra", es = "olvida la palabra", fr = "oublie le mot", de = "vergiss das wort" })

-- ---- others ----
hear("languages", { -- en, pt, es, fr, de
  en = { "english", "portuguese", "spanish", "french", "german" }, pt = { "inglês", "português", "espanhol", "francês", "alemão" }, es = { "inglés", "portugués", "español", "francés", "alemán" },
  fr = { "anglais", "portugais", "espagnol", "français", "allemand" }, de = { "englisch", "portugiesisch", "spanisch", "französisch", "deutsch" },
})
hear("persona_lead", { en = "be,be like,switch to,change to,talk like,speak like,sound like,i want,use,let me talk to", pt = "sê,seja,muda para,mude para,fala como,quero", es = "sé,cambia a,habla como,quiero", fr = "sois,passe à,parle comme,je veux", de = "sei,wechsle zu,sprich wie,ich will,ich möchte" })
hear("delete_lead", {
  en = "delete,remove,get rid of,erase,drop,please delete,can you delete,i want to delete",
  pt = "apaga,apagar,apague,elimina,eliminar,elimine,remove,remover,exclui,excluir,exclua,deleta,deletar,quero apagar,tira",
  es = "borra,borrar,borre,elimina,eliminar,elimine,quita,quitar,quiero borrar,suprime",
  fr = "supprime,supprimer,supprimez,efface,effacer,enlève,enlever,retire,je veux supprimer",
  de = "lösche,lösch,löschen,entferne,entfern,bitte lösche,lösche bitte,lösch bitte",
})
hear("the_habit", {
  en = "the habit,my habit,habit,the,my", pt = "o hábito,a hábito,hábito de,o hábito de,hábito,o meu hábito,meu hábito,o,a,os,as,meu,minha",
  es = "el hábito de,el hábito,hábito,mi hábito,el,la,los,las,mi", fr = "l'habitude de,l'habitude,habitude,mon habitude,le,la,les,l',mon,ma",
  de = "die gewohnheit,gewohnheit,meine gewohnheit,das,die,den,der,mein,meine,meinen",
})
hear("archive_word", { en = "archive,archive it,keep the history", pt = "arquivar,arquiva,arquive,guardar", es = "archivar,archiva,archívalo",
  fr = "archiver,archive,archive-la", de = "archivieren,archiviere,archiv" })
-- What is typed to have everything removed, as the question asks for it.
hear("erase_word", { en = "ERASE", pt = "APAGAR", es = "BORRAR", fr = "EFFACER", de = "LÖSCHEN" })
hear("erase_words", {
  en = "delete my data,delete all my data,erase my data,delete my account,erase my account,erase everything,delete everything,delete all my habits and logs,forget me,remove my data,remove my account",
  pt = "apaga os meus dados,apagar os meus dados,apaga meus dados,apague meus dados,apagar meus dados,apaga a minha conta,apagar a minha conta,apagar minha conta,excluir minha conta,exclua minha conta,elimina os meus dados,eliminar os meus dados,apaga tudo,esquece-me",
  es = "borra mis datos,borrar mis datos,elimina mis datos,eliminar mis datos,borra mi cuenta,borrar mi cuenta,elimina mi cuenta,eliminar mi cuenta,borra todo,olvídame",
  fr = "supprime mes données,supprimer mes données,efface mes données,effacer mes données,supprime mon compte,supprimer mon compte,efface tout,oublie-moi",
  de = "lösche meine daten,lösch meine daten,meine daten löschen,lösche mein konto,mein konto löschen,konto löschen,alles löschen,lösche alles,vergiss mich",
})
hear("hush", {
  en = "stop coaching,stop coaching me,no more coaching,no coaching,turn off coaching,coaching off,stop messaging me,stop writing to me,stop sending me messages,unsubscribe,leave me alone,stop",
  pt = "para de me aconselhar,sem conselhos,chega de conselhos,desliga o coach,não me escrevas,não me escreva mais,para de me escrever,pare de me escrever,deixa-me em paz,me deixa em paz,cancelar subscrição,para",
  es = "deja de aconsejarme,sin consejos,no más consejos,apaga el coach,no me escribas más,deja de escribirme,déjame en paz,darme de baja,para",
  fr = "arrête de me conseiller,plus de conseils,pas de conseils,ne m'écris plus,arrête de m'écrire,laisse-moi tranquille,me désabonner,arrête",
  de = "keine tipps mehr,kein coaching,kein coaching mehr,hör auf zu coachen,schreib mir nicht mehr,lass mich in ruhe,abbestellen,stopp",
})
hear("speak_again", {
  en = "start coaching,coach me,coach me again,coaching on,turn on coaching,turn coaching on", pt = "volta a aconselhar-me,aconselha-me,liga o coach,volta a escrever",
  es = "vuelve a aconsejarme,aconséjame,enciende el coach,vuelve a escribirme", fr = "conseille-moi,conseille-moi à nouveau,reprends les conseils",
  de = "coach mich,coache mich,coaching an,coache mich wieder,gib mir wieder tipps",
})
hear("no_reminders", { en = "stop reminding,don't remind,do not remind,no more reminders,no reminder,no reminders,remove the reminder,turn off the reminder,cancel the reminder,turn off reminders,delete the reminder",
  pt = "não me lembres,não me lembre,sem lembrete,sem lembretes,apaga o lembrete,tira o lembrete,cancela o lembrete,para de me lembrar", es = "no me recuerdes,deja de recordarme,sin recordatorio,quita el recordatorio,borra el recordatorio",
  fr = "ne me rappelle plus,plus de rappel,plus de rappels,supprime le rappel,arrête de me rappeler", de = "erinnere mich nicht,keine erinnerung,keine erinnerungen,lösche die erinnerung,hör auf mich" })
hear("hello", { en = "hi,hello,hey,good morning,good afternoon,good evening,hiya,yo", pt = "olá,oi,bom dia,boa tarde,boa noite", es = "hola,buenos días,buenas tardes,buenas noches,buenas", fr = "bonjour,salut,bonsoir,coucou", de = "hallo,guten morgen,guten tag,guten abend,hi,moin,servus" })
hear("until", { en = "until,till,til", pt = "até", es = "hasta", fr = "jusqu'à,jusqu'au,jusque" }) -- that day is on again; German counts it in
hear("figures", {
  en = "how am i doing,how did i do,how i'm doing,stats,statistics,streak,streaks,progress,left,due,habit,habits,summary,report,overview,today,history,score,scores,completion rate,this week,this month,how often,how many times,how long,how many days",
  pt = "como estou,como vou,estatísticas,estatística,sequência,sequências,progresso,falta,hábito,hábitos,resumo,relatório,hoje,histórico,quantas vezes,quantos dias,há quanto tempo,esta semana",
  es = "cómo voy,estadísticas,estadística,racha,rachas,progreso,falta,hábito,hábitos,resumen,informe,hoy,historial,cuántas veces,cuántos días,esta semana",
  fr = "où j'en suis,où en suis-je,statistiques,stats,série,séries,progrès,reste,habitude,habitudes,résumé,rapport,bilan,aujourd'hui,historique,score,combien de fois,combien de jours,cette semaine",
  de = "wie stehe ich,wie läuft es,statistik,statistiken,serie,serien,fortschritt,offen,übrig,fehlt,gewohnheit,gewohnheiten,zusammenfassung,bericht,übersicht,heute,verlauf,wie oft,wie viele tage,diese woche",
})
hear("left_words", { en = "left,due,today,remaining,open,still", pt = "falta,hoje,resta", es = "falta,hoy,queda", fr = "reste,aujourd'hui", de = "offen,heute,übrig,noch" })

-- ---- words that sentences are made of ----
hear("or", { en = "or", pt = "ou", es = "o", fr = "ou", de = "oder" })
hear("days", { -- today, yesterday, Monday ... Sunday, tomorrow
  en = { "today", "yesterday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "tomorrow" }, pt = { "hoje", "ontem", "segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo", "amanhã" },
  es = { "hoy", "ayer", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "mañana" }, fr = { "aujourd'hui", "hier", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "demain" },
  de = { "heute", "gestern", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "morgen" },
})
hear("months", {
  en = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" }, pt = { "jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez" },
  es = { "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic" }, fr = { "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc" },
  de = { "Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dez" },
})
hear("units", { -- one, many of: day, week, month, time
  en = { "day,days", "week,weeks", "month,months", "time,times" }, pt = { "dia,dias", "semana,semanas", "mês,meses", "vez,vezes" }, es = { "día,días", "semana,semanas", "mes,meses", "vez,veces" },
  fr = { "jour,jours", "semaine,semaines", "mois,mois", "fois,fois" }, de = { "Tag,Tage", "Woche,Wochen", "Monat,Monate", "Mal,Mal" },
})
hear("every_words", { en = { "daily", "on weekdays", "on weekends", "weekly" }, pt = { "todos os dias", "nos dias úteis", "aos fins de semana", "todas as semanas" }, es = { "cada día", "entre semana", "los fines de semana", "cada semana" },
  fr = { "chaque jour", "en semaine", "le week-end", "chaque semaine" }, de = { "täglich", "werktags", "am Wochenende", "wöchentlich" } })
hear("edit_lead", { en = "edit,modify,change,edit habit,edit a habit,edit the habit,edit my habit,change habit,change a habit,change the habit,change my habit", pt = "editar,edita,mudar o hábito,muda o hábito,alterar,altera,altera o hábito",
  es = "editar,edita,modificar,modifica,cambia el hábito,cambiar el hábito", fr = "modifier,modifie,changer l'habitude,change l'habitude", de = "bearbeite,bearbeiten,ändere,ändern,gewohnheit ändern,ändere die gewohnheit" })
hear("fields", { -- what of a habit can be changed: its name, its amount, its rhythm
  en = { "name", "amount", "rhythm" }, pt = { "nome", "quantidade", "ritmo" }, es = { "nombre", "cantidad", "ritmo" }, fr = { "nom", "quantité", "rythme" }, de = { "Name", "Menge", "Rhythmus" },
})
