/// What the headings of columns are called, in the languages that makers of sheets print.
enum ColumnWords {
    /// The roles that a heading may name, the likeliest first; empty for words that no list knows.
    static func roles(of heading: String) -> [ColumnRole] {
        let text = folded(heading)
        guard !text.isEmpty else { return [] }
        if let roles = table[text] { return roles }
        let words = text.split(separator: " ").map(String.init)
        if words.count > 1 {
            // `Seed Time Y`, `Name (club)`: the first words, then the first and the last alone.
            for length in stride(from: words.count - 1, to: 0, by: -1) {
                if let roles = table[words.prefix(length).joined(separator: " ")] { return roles }
            }
            if let last = words.last, let roles = table[last] { return roles }
        }
        if let slash = text.firstIndex(of: "/"), let roles = table[String(text[..<slash])] { return roles }
        return []
    }

    static func isKnown(_ word: String) -> Bool {
        let text = folded(word)
        return table[text] != nil || parts.contains(text)
    }

    static func folded(_ heading: String) -> String {
        var text = heading.lowercased()
        text.unicodeScalars.removeAll { [":", "*", "\"", "_"].contains($0) }
        let words = text.split(separator: " ").map { word in
            var word = word
            while let last = word.last, last == "." || last == "," || last == "-", word.count > 1 { word.removeLast() }
            return String(word)
        }
        return words.joined(separator: " ")
    }

    /// Every word of a heading of two words or more.
    private static let parts: Set<String> = {
        var all: Set<String> = ["time", "times", "of", "code", "no", "year", "performance", "date", "der", "de", "the", "|"]
        for (heading, _) in table { for word in heading.split(separator: " ") { all.insert(String(word)) } }
        return all
    }()

    private static let table: [String: [ColumnRole]] = {
        var all: [String: [ColumnRole]] = [:]
        func add(_ roles: [ColumnRole], _ words: String) {
            for word in words.split(separator: ",") {
                let text = folded(word.trimmed)
                all[text] = (all[text] ?? []) + roles.filter { !(all[text] ?? []).contains($0) }
            }
        }
        add(
            [.lane],
            "lane,ln,lanes,bahn,ligne,lig,couloir,corsia,cor,cs,calle,carril,pista,raia,baan,bn,tor,bana,bane,ban,rata,rada,raja nr,pálya,dráha,kulvar,kulvar no"
        )
        add([.lane, .sex], "b,c")
        add(
            [.rank, .placing],
            "rank,platz,pl,rang,plaats,plass,plac,sija,koht,puesto,pos,clas,clt,m-ce,miejsce,lug,helyezés,pořadí,sıra,rk,seed rank,posición"
        )
        add([.placing, .location, .rank], "place,lugar")
        add([.rank, .bib, .eventNumber], "#,no,nr,n°,nº,nro,n,nummer,č")
        add(
            [.bib],
            "bib,st nr,startnr,start nr,startnummer,dos,dossard,pett,licence,licencia,licença,licencja,licens,litsents,tessera,iuf,id,id#,dsv-id,se number,member id,registo,usas id,reg,reg id,swimmer id,asa number,membership,lizenz"
        )
        add([.name, .last, .first], "name,nom,nome,naam,nimi,namn,navn")
        add(
            [.name],
            "swimmer,athlete,names,swimmer name,athlete name,full name,competitor,schwimmer/in,schwimmer,schwimmer(in),name vorname,teilnehmer,aktive,nom prénom,nageur,nom et prénom,noms,nageuse,atleta,cognome nome,nombre,nadador,apellidos y nombre,nadador/a,nome,naam,zwemmer,nazwisko i imię,zawodnik,nazwisko imię,namn,simmare,navn,svømmer,svømmer/navn,nimi,uimari,ujuja,név,jméno,ad soyad,sporcu,úszó,závodník,plavec,nome completo"
        )
        add(
            [.last, .name],
            "last name,surname,family name,lastname,nachname,nom,cognome,apellidos,apelido,achternaam,nazwisko,efternamn,etternavn,sukunimi,perenimi,příjmení,vezetéknév,soyad"
        )
        add([.first], "first name,given name,first,firstname,vorname,prénom,voornaam,imię,förnamn,fornavn,etunimi,eesnimi,keresztnév")
        add(
            [.age],
            "age,aad,alter,ak,âge,età,edad,idade,lft,leeftijd,wiek,ålder,alder,ikä,vanus,kor,věk,yaş,yr,class,grade,gr,year,klasse,classe,klass,school year,cat,categoría,categoria,catégorie,age group"
        )
        add(
            [.birth],
            "yob,yb,born,birth,birthdate,dob,year of birth,yr of birth,date of birth,birth date,birth year,jahrgang,jg,geb,geb-datum,geb datum,année,né(e),né,nais,naiss,année de naissance,date de naissance,anno,nato,a.n,an,data nascita,anno di nascita,año,a.nac,año nac,f nac,f. nac,fecha nac,fecha de nacimiento,ano,nasc,data nasc,geb.jr,geb jr,jaar,geb.datum,rocz,rok ur,r ur,r. ur,data ur,rocznik,född,år,föd.år,födelse-datum,født,fødselsår,synt,svm,sa,sünd,sünniaasta,szül,szül. év,szül.év,született,nar,rok nar,rok,doğum,d.yılı,bj,jr,sünd.,fødselsdato,birthyear,byr"
        )
        add([.age, .birth], "year")
        add([.sex], "sex,gen,gender,m/f,g,m/w,sexe,sesso,sexo,geschlecht,kön,kjønn,płeć")
        add(
            [.team],
            "team,club,team name,club name,verein,mannschaft,structure,équipe,società,squadra,equipo,entidad,clube,equipa,vereniging,klub,przynależność klubowa,przynależność,förening,klubb,seura,klubi,võistkond,egyesület,oddíl,kulüp,school,schule,école,affiliation,hold,forening,club/team,team/club,klub/miasto"
        )
        add(
            [.code, .team],
            "code,abbr,kürzel,nat,nat code,nation,noc,noc code,nat.,lv,land,pays,naz,nac,fed,país,kraj,riik,country,lsc,country code,nf,verband,stát,ország"
        )
        add(
            [.seed],
            "seed time,seed,entry time,entry,ent time,ent. time,entrytime,seedtime,qualifying time,meldezeit,meldzeit,melde-zeit,melde zeit,temps d'engagement,engagement,tps eng,tempo iscr,tempo iscrizione,t iscr,t. iscr,tiempo insc,tiempo inscripción,t insc,t. insc,marca,marca insc,tempo insc,tempo inscrição,inschrijftijd,inschrijf-tijd,czas zgł,czas zgłoszenia,anm.tid,anmäld tid,anmälningstid,påm tid,påm. tid,påmeldt tid,påm,anm,ilm.aika,ilmoit aika,eelaeg,ülesandmis-aeg,prelims,prelim,prelim time,prelims time,vorlauf,vl-zeit,tps séries,tempo batt,t prel,t. prel,t elim,t. elim,serietijd,czas elim,förs.tid,eelujumine,nevezési idő,nev.idő,nevezési,přihl. čas,přihlášený čas,giriş zamanı,tilmeldingstid,tilm.tid,semis,semifinals,qualifying,qual time,conv time,converted"
        )
        add([.seed, .otherTime], "time,zeit,temps,tempo,tiempo,tijd,czas,tid,aika,aeg,idő,čas,zaman,derece")
        add(
            [.otherTime],
            "pb,personal best,best,best time,bestzeit,pbz,record perso,mp,mmp,rp,pr,rż,ir,sb,season best,result,finals,finals time,final,final time,endzeit,ergebnis,temps réalisé,résultat,tempo finale,tiempo final,tempo final,eindtijd,wynik,sluttid,tulemus,finaltime,swim time,eredmény,výsledek,prel time"
        )
        add(
            [.points],
            "points,pts,punkte,pkt,punti,puntos,pontos,punten,poäng,poeng,pisteet,punktid,fina,fina points,wa points,aqua,pont,body")
        add([.date], "date,datum,data,fecha,kuupäev,dato,date of performance,date of entry time,pvm,dátum")
        add(
            [.location],
            "location,location of performance,place of entry time,where,ort,lieu,località,local,miejscowość,location of,venue,meet")
        add([.eventNumber], "event,ev#,ev,event #,evt,wk,ep,gara,pr,øv,ala,laji,gren,ev.,event no,wk-nr")
        add(
            [.eventTitle, .eventNumber],
            "event name,strecke,wettkampf,épreuve,epreuve,descrizione,prueba,prova,afstand,programma,konkurencja,øvelse,description,event description,race,versenyszám,disciplína,yarış"
        )
        add([.eventTitle], "event")
        add([.heat], "heat,ht,lauf,série,serie,batt,seria,erä,ujum,heat #,futam,rozpl,seri")
        add([.round], "round,rnd,runde,tour,fase,ronde,runda,omg,ring,round/final,kolo,forduló")
        add(
            [.entries],
            "entries,entr,# entries,swimmers,meldungen,meld,engagés,iscritti,inscritos,deeln,zgł,anm,osall,osav,entered,entry count,participants,starter,# entered,nevezések"
        )
        add([.heats], "heats,# heats,hts,läufe,séries,batterie,series,serie,erät,ujumisi,heat count,futamok,rozplaveb")
        add(
            [.start],
            "starts at,start,est start,start time,uhrzeit,beginn,ca zeit,ca. zeit,heure,horaire,ora,orario,hora,aanvang,godzina,starttid,klo,kell,est time,estimated start,startzeit,rajt,begin,starts"
        )
        add([.letter], "relay,rly,mann-schaft,m,équipe,eq,sq,ploeg,zesp,lag,võistk,team letter,staffel,squad")
        return all
    }()
}

extension StringProtocol {
    /// Without the blanks around it.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
