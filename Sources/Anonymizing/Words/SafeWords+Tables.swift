// Words of English, German, Dutch, French, Italian, Spanish, Portuguese, Catalan, Polish, Czech, Hungarian, Swedish, Norwegian, Danish,
// Finnish, Estonian and Turkish sheets. A word belongs into `certainWords` only if nobody is called so; if in doubt, it is ordinary.
extension SafeWords {
    static let certainWords = """
        alternates athlete athletes backstroke breaststroke butterfly freestyle medley relay relays heat heats heatsheet event events lane lanes
        seed seeded seeding unseeded jr sr fr fy soph prelim prelims preliminary preliminaries final finals semi semis semifinal semifinals quarterfinals swimoff
        consolation timed time times timeline timer timers entry entries entrytime seedtime session sessions psych sheet sheets program
        programme meet meets hytek swimtopia touchpad teamunify registered licensed license
        licence generated printed girls girl boys boy women womens men mens woman female females male males mixed mix coed yard yards yds yd
        meter meters metre metres mtr scm scy lcm lc scr dq dfs dns dnc dsq exh exhibition qual qualifying qualifier qualified swimmer swimmers
        swim swimming team teams club clubs school schools name names age ages yr yrs yob dob birth year years old under over and up below
        rank place points pts total totals results result record records standards splits split round rounds lsc id code starts start started
        starting estimated est finish finishes interval intervals break breaks warmup warmups warm intermission awards award ceremony
        scratch scratches scratched deadline sanction sanctioned invitational championship championships open classic divisional divisionals
        zone zones trials trial meetmaestro meetmanager diving dive springboard platform multiclass para individual im free back breast fly
        affiliation flight flights frestyle gentlemen labels ladies multi nation performance quarters yb olds month continued cont fem masc
        counts count days number ln ev evt hts ent

        aad geb nummer prüfung platz pos pl tid stafet platzierung
        lauf läufe läufen wettkampf wettkämpfe wk abschnitt bahn bahnen meldezeit meldzeit meldeergebnis meldeliste meldungen startliste
        startlisten laufliste jahrgang jahrgänge jg verein vereine freistil rücken brust schmetterling delphin delfin lagen staffel staffeln
        männlich weiblich männer frauen damen herren mädchen jungen gemischt offen jünger älter vorlauf vorläufe endlauf endläufe finale
        einlass einschwimmen beginn uhr seite altersklasse altersklassen wertung jugend schwimmen schwimmfest schwimmverein schwimmclub
        hallenbad freibad registriert ergebnisse protokoll pause siegerehrung kampfrichter entscheidung entscheidungen zeit zeiten strecke

        serie series baan banen programmanummer inschrijftijd startlijst vrije slag vrijeslag rugslag schoolslag vlinderslag wisselslag
        estafette dames heren meisjes jongens gemengd vereniging naam jaar leeftijd zwemmen zwemwedstrijd blok uitslagen pagina

        liste manche départ hommes sessie sessione programma relé né née nées nés
        épreuve série séries couloir couloirs engagement engagements nage libre dos brasse papillon nages quatre relais dames messieurs filles
        garçons mixte mixtes temps nom année équipe réunion natation résultats finale éliminatoire éliminatoires page

        batteria batterie corsia gara gare tempo iscr iscrizione stile libero dorso rana farfalla delfino misti mista staffetta femmine maschi
        donne uomini ragazzi ragazze esordienti assoluti cadetti juniores società nome anno partenza risultati nuoto inizio

        prueba pruebas calle calles serie eliminatoria espalda braza pecho mariposa estilos combinado relevo relevos libre mujeres hombres
        femenino masculino femenina masculina damas varones mixto marca tiempo inscripción inscr nombre año edad equipo jornada sesión salida
        natación absoluta absoluto infantil infantiles alevín benjamín página registrado resultados

        prova provas pista costas bruços peito borboleta estafeta feminino feminina masculinos masculinas clube tempo natação sessão
        resultados crol esquena papallona estils

        konkurencja seria tor czas zgł dowolny grzbietowy klasyczny motylkowy zmienny sztafeta kobiet kobiety mężczyzn mężczyźni dziewcząt
        chłopców dziewczęta chłopcy nazwisko rok ur klub eliminacje eliminacja lista startowa wyniki blok strona zarejestrowany młodsi młodsze
        basen pływanie zawody

        disciplína rozplavba rozplavby dráha ženy muži žáci žákyně volný způsob znak prsa motýlek polohový závod polohová štafeta kraul
        ročník oddíl čas výsledky

        futam pálya gyors hát mell pillangó vegyes váltó nők férfiak lányok fiúk nevezési idő versenyszám

        gren lopp heatlista bana frisim ryggsim bröstsim fjärilsim medleysim medley lagkapp damer herrar flickor pojkar namn född förening
        anmälningstid startlista simning tävling

        øvelse bane fri rygg bryst butterfly individuell stafett kvinner menn jenter gutter navn født klubb påm påmeldt påmeldingstid
        svømmestevne svømming åpen side registrert avdeling forsøk innledende heatliste

        løb crawl ryg brystsvømning fri medley holdkap kvinder mænd herrer piger drenge klub årgang anmeldt tilmelding svømning resultater

        erä rata laji vapaauinti selkäuinti rintauinti perhosuinti sekauinti viesti naiset miehet tytöt pojat nimi seura synt aika uinti
        uinnit lähtölista tulokset

        ujumine vabalt selili rinnuli liblikat kompleksi teateujumine naised mehed tüdrukud poisid stardinimekiri

        seri kulvar serbest sırtüstü kurbağalama kelebek karışık bayrak kadınlar erkekler kızlar erkek kadın yüzme yarış doğum kulüp
        """

    static let ordinaryWords = """
        day of the in for at with or to by from on vs no nr hy tek s mm tools maestro manager omega splash active network crystal
        bib big ov un index point um nl anm br bj bk ca ups ff fl
        clears shift estimates
        a about above absent absolute achieved active added additional after afternoon all allowed am american annual announcement another any
        approx approximate aquatic aquatics are area around as assignment assignments association back backcrawl bath baths be before begin
        begins behind best beyond blocks board bonus both bottom bring building bulk bye cancelled cap center centre challenge champion
        champions change changes check checkin children class classification closed clear coach coaches coaching college combined comments
        company complete competition conditions conference confirmed consideration control council county coordinator course cup cut cutoff
        dash date dates deck declared deep delayed description director directors directions disqualified disability distance district division
        divisions dual during each early edition eight elimination email end ended ends enter entered estimate evening every except expected
        fast fastest federation fee fees fees file first five floor following four free friendly full further gala general grade grand group
        groups half hall have held high hold home hour hours house if inclusive indoor info information inter international into invite its
        junior juniors jr keep kick kids lap laps last late leg legs legend length lengths level levels limit limited line list lists local
        location long lower lunch mail map marshal master masters maximum may medal medals meeting member members middle min minimum minis
        minute minutes mock monthly more morning most moved national nations nat new next night nine none note notes novice of off
        official officials olympic olympics one only opener optional order organization other outdoor overall own paralympic park parking
        part payment people phone place platinum please pm pool pools posted present presented prior prize qualification qualify queens
        rally rankings reach referee region regional regionals registration remaining report required reserve reserved reserves rest rule rules
        run same schedule scheduled score scored scores second seconds section sectional see senior seniors seven short side signal silver gold
        bronze site six slow slowest social society sponsor sponsored sponsors spring sprint sr stadium standard starter state states station
        status still stop stroke style subject summer autumn winter super swam swum take team ten test thank thanks that their there these they
        third this three through tickets title today together top training transfer turn turns two type underwater united university until upper
        use used version via visit volunteer volunteers wait walk warm was watch water way we weather website week welcome western eastern
        northern southern north south east west when where white will within without world you young younger youth your http https www com org

        am und oder mit ohne ab bis vom zum zur im bei nach vor die der das den ein eine nicht start jahre ak offene wird werden teil
        en et ou du des les au aux par pour sur sous moins ans voor door met zonder tot bij het een te op
        e ed con senza per il lo gli dei delle sul y con sin por para del al más menos ou com sem por não
        i w z na do od po oraz a och för med till av og til for ved fra under ja kuni ve ile için
        absent annullé forfait abgemeldet abgesagt frei ausser konkurrenz
        bad schwimmbad halle piscine piscina piscinas pływalnia svømmehall simhall uimahalli
        meisterschaft meisterschaften kampioenschap kampioenschappen championnat championnats campionato campionati campeonato campeonatos
        mistrzostwa mistrovství bajnokság mästerskap mesterskap mestaruuskilpailut şampiyonası trofeo torneo coupe copa coppa pokal puchar
        nationale régional régionale regionale provinciale nacional nazionale internazionale internationale
        verband landesverband bezirk federación fédération federazione federação związek svaz bond forbund förbund
        sc sv ssv tsv tv vfl ssg sg asd cn cs sk ik tc aq ymca

        wr er or cr mr nr pb sb lr sr gr ar jr fr so fy nag ncaa usa swimming usms fina nisca ymca nsisc lsc nqt pace
        """

    /// Months and weekdays, in full and cut short.
    static let calendarTable = """
        january february march april june july august september sept october november december feb mar apr jun jul aug sep oct nov dec
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
        januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do
        januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
        janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche
        gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedì martedì mercoledì giovedì venerdì
        sabato domenica enero febrero abril mayo junio julio septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes
        sábado domingo janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda terça quarta quinta sexta
        stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia poniedziałek wtorek środa czwartek
        piątek sobota niedziela leden únor březen duben květen červen červenec srpen září říjen listopad prosinec pondělí úterý středa čtvrtek
        pátek neděle mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag maanantai tiistai keskiviikko torstai
        perjantai lauantai sunnuntai hétfő kedd szerda csütörtök péntek szombat vasárnap
        """

    /// Words of the other tables that many people are called.
    static let personalWords = """
        né big br jr
        april may june august jan mar jun jul dec sun mai mars avril abril julio juni juli maria domenica domingo sol dom agosto
        lane heat page day marks marca rana gara calle tor dos an ban bane rang no fri fly free back place long short best bye young master
        masters winter summer autumn spring king king's queen queens grace rose mark major junior senior bay lake west east north south white
        gold silver hall park house rule rules waters water fee ash min brooks pool street banks close early king bishop bond bad
        baan fried frei hart erä pálya mell znak prsa aika rata sg do lo ed al y e seri ivy olympic christmas noel dale ford wood woods
        marshal hold cut deep end walk run page page wait hope joy leg grade klub kim lee mei mayo marzo mars jo ann temple university
        church glen costas man maestro hy tek to on in start uhr tempo
        """

    /// Words of `certainWords` that are surnames or first names in some country, and so are ordinary.
    static let surnames = """
        gren blok bayrak libero calles volny volný papillon delfino farfalla mariposa slag dames prova libre classic count counts award
        split gare rate laji basen lista seura brust brasse side bana lopp nome anno cadetti marca rata relevo pista peito batteria manche
        couloir stile strecke beginn jugend aad
        """

    static let particles = """
        af al av bin bint da das de degli dei del della den der di do dos du el ibn la las le lo los mac mc san santa st ste ten ter van vande
        vander vd von vom zu zum zur ii iii iv y e
        """

    static let gluedWords = """
        m mt mtr mts y yd yds u o x s sb sm am pm a p st nd rd th h min sec ov un lc sc lcm scm scy km k er e ème ère º ª uhr under over yr yrs h
        """

    static let noTimeWords = "nt np ns nqt dfs scr dns dq ntt nsw dnc wdr bye"
}
