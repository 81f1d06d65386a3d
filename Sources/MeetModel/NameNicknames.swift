/// Short and familiar forms of first names. Only ever a reason to ask "did you mean", never to take one name for another.
package enum NameNicknames {
    /// Whether the two folded first names stand for each other, in either direction or as two short forms of one name.
    package static func related(_ a: String, _ b: String) -> Bool {
        guard a != b, let own = groups[a], let other = groups[b] else { return false }
        return !own.isDisjoint(with: other)
    }

    /// Whether the folded name is a short form of some name.
    package static func isShortForm(_ name: String) -> Bool { shortForms.contains(name) }

    /// Each line: the full names before the colon, their short forms behind it.
    private static let table = """
        abigail:abby abbey gail
        alexander alexandra alexandria alexis:alex al lexi lexie sandy sasha xander zander
        amanda:mandy
        amelia emilia:amy mia millie
        andrew andrea:andy drew
        anna anne ann hannah annabelle annabel:annie nan anya belle
        anthony antonio:tony
        benjamin bennett:ben benny benji
        bradley bradford:brad
        cameron camille camilla:cam cami millie
        caroline carolina carolyn:carrie caro carol lina
        catherine katherine kathryn katharine katerina catalina:cathy kathy kate katie cat kat kay kit kitty
        charles charlotte:charlie chuck chas lottie
        christopher christian christina christine kristina kristen:chris topher kit christie tina kris
        daniel danielle daniela:dan danny dani
        david:dave davey
        dominic dominique:dom nick
        dorothy dorothea:dot dottie thea
        edward edwin edmund:ed eddie ted teddy ned
        eleanor elena helena helen ellen:ellie elly nora nell lena
        elizabeth elisabeth elisa eliza elsa:liz lizzy lizzie beth betsy bess ella ellie elly elsie elise lisa libby eli
        emily emma emmeline:em emmy emmie emmi
        evelyn eva:eve evie
        ezekiel:zeke
        francis frances francesca francisco:frank frankie fran frannie paco
        frederick alfred frederica:fred freddie al alf
        gabriel gabriella gabrielle gabriela:gabe gabby bella ella
        genevieve:gen genny evie
        gregory:greg
        henry harold harrison harriet:harry hank hal hattie
        isaac:ike
        isabella isabel isabelle:izzy bella belle isa izzie
        jacob jacqueline james:jake jackie jim jimmy jamie jay
        jasmine:jaz jazz
        jeffrey geoffrey:jeff geoff
        jennifer:jen jenny jenna
        jeremy jeremiah:jerry jem
        jessica:jess jessie
        john jonathan johnathan jackson:jack johnny jon jonny
        joseph josephine joshua:joe joey josh jo josie
        juliet juliette julia juliana julianne:jules julie
        kenneth:ken kenny
        kimberly:kim kimmy
        lawrence laurence:larry laurie
        leonard leonardo:leo len lenny
        lillian lilian liliana lily:lil lilly lili
        louis louise louisa luis:lou louie
        lucas luke luca:luc
        lucy lucia lucille:lu lucie
        madeline madeleine madelyn madison:maddie maddy
        margaret margarita margot:maggie meg peggy marge margie greta daisy rita
        maria mary marie miriam:molly polly mimi may
        matthew mathew matthias mateo:matt matty mat
        maxwell maximilian maximus maxine:max maxie
        melissa melanie:mel missy
        michael michelle miguel mikhail:mike mikey mick micky shelly misha
        mitchell:mitch
        nathan nathaniel natalie natalia:nate nat talia
        nicholas nicolas nicole nicola:nick nicky nico nikki cole
        oliver olivia:ollie liv livvy
        pamela:pam
        patrick patricia:pat paddy patty trish tricia
        penelope:penny nell
        peter:pete
        philip phillip:phil
        rachel:rae
        raymond:ray
        rebecca:becky becca
        richard:rich richie rick ricky dick
        robert roberta:rob robbie bob bobby bert
        ronald:ron ronnie
        russell:russ
        samuel samantha:sam sammy
        sarah sara:sadie sally
        savannah:savvy
        sebastian:seb bas
        sophia sofia sophie:sofie soph
        stephen steven stephanie:steve stevie steph
        susan susanna suzanne:sue susie suzy
        sydney sidney:syd sid
        theodore theodora thaddeus:ted teddy theo thad
        theresa teresa:terry tess tessa
        thomas:tom tommy
        timothy:tim timmy
        valentina valerie:val
        veronica:ronnie roni vera
        victor victoria:vic vicky tori
        vincent:vince vinny
        virginia:ginny
        walter:walt wally
        william:will bill billy willy liam
        zachary zachariah:zach zack zac
        """

    private static let lines: [(full: [String], short: [String])] = table.split(separator: "\n").map { line in
        let sides = line.split(separator: ":", omittingEmptySubsequences: false)
        func names(_ side: Substring?) -> [String] { side?.split(separator: " ").map(String.init) ?? [] }
        return (names(sides.first), names(sides.dropFirst().first))
    }

    /// The lines a name stands in.
    private static let groups: [String: Set<Int>] = lines.enumerated().reduce(into: [:]) { groups, line in
        for name in line.element.full + line.element.short { groups[name, default: []].insert(line.offset) }
    }

    private static let shortForms = Set(lines.flatMap(\.short))
}
