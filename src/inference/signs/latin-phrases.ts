import type { Bank } from './bank.ts';

/** Override and extraction in languages written in Latin letters, without accents, as the folded view has them. */
export const LATIN_PHRASES: readonly Bank[] = [
  {
    language: 'es',
    order: 'verb-first',
    verbs:
      'ignora|ignore|ignorad|olvida|olvide|olvidate de|descarta|omite|desestima|haz caso omiso|pasa por alto|no sigas',
    earlier: 'anterior(?:es)?|previ[ao]s?|de arriba|dad[ao]s|iniciales|tus|todas las|todas tus|tu',
    orders: 'instruccion(?:es)?|restricciones|reglas|indicaciones|ordenes|directrices|normas|programacion',
    show: 'muestra(?:me)?|revela(?:me)?|dime|repite|imprime|ensena(?:me)?|escribe|comparte',
    hidden:
      '(?:prompt|mensaje|instrucciones) (?:del sistema|de sistema|inicial(?:es)?|ocult[oa]s?|secret[oa]s?|intern[oa]s?)|tu prompt|tus instrucciones|el prompt',
    anchors:
      'descarta|desestima|el prompt|haz caso omiso|ignora|ignorad|ignore|instrucciones|mensaje|no sigas|olvida|olvidate de|olvide|omite|pasa por alto|prompt|tu prompt|tus instrucciones',
  },
  {
    language: 'pt',
    order: 'verb-first',
    verbs: 'ignor[ae]|esqueca|esquece|desconsider[ae]|descarte|desrespeite|nao siga',
    earlier: 'anterior(?:es)?|previ[ao]s?|acima|iniciais|sistema|suas|todas as|tuas',
    orders: 'instruc(?:oes|ao)|restricoes|regras|ordens|diretrizes|comandos|orientacoes',
    show: 'mostr[ae]|revel[ae]|diga|repita|imprima|exiba|escreva|compartilhe',
    hidden:
      '(?:prompt|mensagem|instrucoes) (?:do sistema|de sistema|inicia(?:l|is)|ocult[oa]s?|secret[oa]s?|intern[oa]s?)|seu prompt|suas instrucoes|o prompt',
    anchors:
      'descarte|desconsider|desrespeite|esqueca|esquece|ignor|instrucoes|mensagem|nao siga|o prompt|prompt|seu prompt|suas instrucoes',
  },
  {
    language: 'fr',
    order: 'verb-first',
    verbs:
      'ignore[rz]?|ignorons|oublie[rz]?|ne tiens pas compte|ne tenez pas compte|neglige[rz]?|fais abstraction|faites abstraction|abandonne[rz]?',
    earlier: 'precedent(?:e|es|s)?|anterieure?s?|ci-dessus|initiales|toutes les|tes|vos|prealables',
    orders: 'instructions?|consignes?|restrictions|regles|directives|ordres',
    show: 'montre[rz]?|revele[rz]?|affiche[rz]?|repete[rz]?|donne[rz]?|dis|dites|ecri[st]|imprime[rz]?',
    hidden:
      '(?:prompt|message|instructions|invite) (?:du systeme|systeme|initiale?s?|cache[es]*|secret(?:e|es|s)?|internes?)|ton prompt|votre prompt|tes instructions|vos instructions',
    anchors:
      'abandonne|fais abstraction|faites abstraction|ignore|ignorons|instructions|invite|message|ne tenez pas compte|ne tiens pas compte|neglige|oublie|prompt|tes instructions|ton prompt|vos instructions|votre prompt',
  },
  {
    language: 'de',
    order: 'verb-first',
    verbs: 'ignorier(?:e|en|t)?|vergiss|vergessen|vergesst|missachte[nt]?|verwirf|verwerfen|streichen|ubergeh(?:e|en)',
    earlier:
      'vorherige[nrs]?|vorangegangene[nrs]?|bisherige[nrs]?|fruhere[nrs]?|obige[nrs]?|vorigen|alle|deine|ihre|ursprungliche[nrs]?|samtliche',
    orders: 'anweisung(?:en)?|instruktion(?:en)?|regeln|vorgaben|befehle?|richtlinien|aufgaben|auftrage',
    show: 'zeig(?:e|en|t)?|verrat(?:e|en)?|nenne?n?|wiederhol(?:e|en)|gib|geben|schreib(?:e|en)?|offenbare?n?|vorzeigen|drucke?n?',
    hidden:
      'system-?prompt|systemnachricht|systemanweisung(?:en)?|systemregeln|(?:ursprungliche[nrs]?|interne[nrs]?|geheime[nrs]?|versteckte[nrs]?) (?:anweisungen|prompt|prompts)|deinen prompt|deine anweisungen|prompt-texte|ihre anweisungen',
    anchors:
      'deine anweisungen|deinen prompt|geheime|ignorier|ihre anweisungen|interne|missachte|prompt-texte|streichen|system|systemanweisung|systemnachricht|systemregeln|ubergeh|ursprungliche|vergessen|vergesst|vergiss|versteckte|verwerfen|verwirf',
  },
  {
    language: 'it',
    order: 'verb-first',
    verbs: 'ignora(?:te)?|ignori|dimentica(?:te)?|trascura|scarta|tralascia|non seguire',
    earlier: 'precedent[ei]|sopra|iniziali|tutte le|tue|date finora',
    orders: 'istruzion[ei]|regole|direttive|indicazioni|ordini',
    show: 'mostra(?:mi)?|rivela(?:mi)?|dimmi|ripeti|stampa|scrivi|condividi',
    hidden:
      '(?:prompt|messaggio|istruzioni) (?:di sistema|del sistema|inizial[ei]|nascost[oaie]|segret[oaie]|intern[oaie])|tuo prompt|tue istruzioni',
    anchors:
      'dimentica|ignora|ignori|istruzioni|messaggio|non seguire|prompt|scarta|tralascia|trascura|tue istruzioni|tuo prompt',
  },
  {
    language: 'nl',
    order: 'verb-first',
    verbs: 'negeer|vergeet|sla|laat',
    earlier: 'vorige|eerdere|voorgaande|bovenstaande|alle|je|jouw',
    orders: 'instructies|regels|opdrachten|aanwijzingen|richtlijnen',
    show: 'toon|laat|geef|onthul|herhaal|vertel|druk',
    hidden:
      'systeemprompt|systeembericht|systeeminstructies|(?:verborgen|geheime|interne|oorspronkelijke) (?:instructies|prompt)|je prompt|je instructies|jouw instructies',
    anchors:
      'geheime|interne|je instructies|je prompt|jouw instructies|laat|negeer|oorspronkelijke|sla|systeembericht|systeeminstructies|systeemprompt|verborgen|vergeet',
  },
  {
    language: 'pl',
    order: 'verb-first',
    verbs: 'zignoruj|ignoruj|zapomnij|pomin|odrzuc|nie stosuj sie',
    earlier: 'poprzedni(?:e|ch|mi)?|wczesniejsz(?:e|ych|ymi)|powyzsz(?:e|ych|ymi)|wszystkie|swoje|twoje',
    orders: 'instrukcj[eai]|instrukcji|polecen(?:iach|iami|ia)?|zasad[yami]*|regul[yami]*|wytyczn(?:e|ych)',
    show: 'pokaz|ujawnij|wyswietl|podaj|powtorz|wypisz',
    hidden:
      'prompt(?:u)? systemow(?:y|ego)|systemow(?:y|e|ego) (?:prompt|instrukcje)|(?:ukryte|tajne|wewnetrzne) instrukcje|swoje instrukcje|swoj prompt',
    anchors:
      'ignoruj|nie stosuj sie|odrzuc|pomin|prompt|swoj prompt|swoje instrukcje|systemow|tajne|ukryte|wewnetrzne|zapomnij|zignoruj',
  },
  {
    language: 'cs',
    order: 'verb-first',
    verbs: 'ignoruj(?:te)?|zapomen(?:te)?|pomin(?:te)?',
    earlier: 'predchozi(?:ch)?|vsechny|vyse uvedene|sve',
    orders: 'pokyny|instrukce|prikazy|pravidla',
    show: 'ukaz|zobraz|prozrad|vypis|zopakuj',
    hidden: 'systemov(?:y|ou) (?:prompt|zpravu)|systemove (?:pokyny|instrukce)|sve (?:pokyny|instrukce)',
    anchors: 'ignoruj|pomin|sve|systemov|systemove|zapomen',
  },
  {
    language: 'ro',
    order: 'verb-first',
    verbs: 'ignora(?:ti)?|uita(?:ti)?',
    earlier: 'anterioare|precedente|de mai sus|toate|tale',
    orders: 'instructiuni(?:le)?|reguli(?:le)?|indicatii(?:le)?',
    show: 'arata(?:-mi)?|dezvaluie|afiseaza|spune-mi|repeta',
    hidden:
      '(?:prompt(?:ul)?|mesaj(?:ul)?|instructiunile) (?:de sistem|sistemului|initial[e]?|ascuns[e]?)|instructiunile tale',
    anchors: 'ignora|instructiunile tale|uita',
  },
  {
    language: 'sv',
    order: 'verb-first',
    verbs: 'ignorera|glom|bortse fran',
    earlier: 'tidigare|foregaende|ovanstaende|alla|dina',
    orders: 'instruktion(?:er|erna)?|regler|anvisningar|order',
    show: 'visa|avsloja|skriv ut|upprepa|beratta',
    hidden: 'systemprompt(?:en)?|systemmeddelandet|(?:dolda|hemliga|interna) instruktioner|dina instruktioner',
    anchors: 'bortse fran|dina instruktioner|dolda|glom|hemliga|ignorera|interna|systemmeddelandet|systemprompt',
  },
  {
    language: 'tr',
    order: 'verb-last',
    verbs: 'yok say|gormezden gel|unut|dikkate alma|goz ardi et|gozardi et',
    earlier: 'onceki|yukaridaki|tum|butun|daha once(?:ki)?|sana verilen',
    orders:
      'talimat(?:lari|lar|larini)?|kural(?:lari|lar|larini)?|komut(?:lari|lar)?|yonerge(?:leri|ler)?|istem(?:leri|ler)?',
    show: 'goster|yaz|acikla|soyle|tekrarla|ifsa et|yazdir',
    hidden: 'sistem (?:istemi|promptu|mesaji|talimat)\\w{0,8}|gizli talimat\\w{0,8}|promptunu',
    anchors: 'dikkate alma|gizli talimat|gormezden gel|goz ardi et|gozardi et|promptunu|sistem|unut|yok say',
  },
  {
    language: 'id',
    order: 'verb-first',
    verbs: 'abaikan|lupakan|hiraukan',
    earlier: 'sebelumnya|di atas|semua|kamu|anda|awal',
    orders: 'instruksi|perintah|aturan|petunjuk|arahan',
    show: 'tampilkan|tunjukkan|ungkapkan|ulangi|beritahu|bocorkan',
    hidden: 'prompt sistem|system prompt|instruksi (?:sistem|rahasia|tersembunyi|awal)|instruksi(?:mu| anda)',
    anchors: 'abaikan|hiraukan|instruksi|lupakan|prompt sistem|system prompt',
  },
  {
    language: 'vi',
    order: 'verb-first',
    verbs: 'bo qua|quen|phot lo|khong tuan theo',
    earlier: 'truoc(?: do| day)?|o tren|tren day|tat ca|moi',
    orders: 'huong dan|chi thi|lenh|quy tac|chi dan|yeu cau',
    show: 'hien thi|tiet lo|cho toi biet|cho toi xem|in ra|lap lai',
    hidden: '(?:loi nhac|prompt|huong dan|thong diep|chi thi) (?:he thong|ban dau|bi mat|an)|system prompt',
    anchors: 'bo qua|chi thi|huong dan|khong tuan theo|loi nhac|phot lo|prompt|quen|system prompt|thong diep',
  },
  {
    language: 'hi-latn',
    order: 'verb-last',
    verbs: 'ignore kar\\w*|bhool ja\\w*|bhul ja\\w*|bhula do|nazarandaz kar\\w*|chhod do|chod do|mat maan\\w*',
    earlier: 'pichh?l[ei]|pehle|purane|upar|saare|sabhi|sab|apne',
    orders: 'instructions?|nirdesh|rules|niyam|orders|hidayat\\w*|guidelines',
    show: 'dikha\\w*|bata\\w*|bolo|print kar\\w*|reveal kar\\w*|share kar\\w*',
    hidden: 'system prompt|(?:apna|apne|chhupe|hidden|secret|original|initial) (?:prompt|instructions|nirdesh)',
    anchors:
      'apna|apne|bhool ja|bhul ja|bhula do|chhod do|chhupe|chod do|hidden|ignore kar|initial|mat maan|nazarandaz kar|original|secret|system prompt',
  },
  {
    language: 'fi',
    order: 'verb-first',
    verbs: 'ohita|unohda|jata huomiotta',
    earlier: 'aiemmat|aikaisemmat|edelliset|ylla olevat|kaikki',
    orders: 'ohjeet|ohjeesi|saannot|kaskyt',
    show: 'nayta|paljasta|tulosta|kerro|toista',
    hidden: 'jarjestelmakehot\\w{0,6}|jarjestelmaohje\\w{0,6}|piilotetut ohjeet',
    anchors: 'jarjestelmakehot|jarjestelmaohje|jata huomiotta|ohita|piilotetut ohjeet|unohda',
  },
  {
    language: 'sr-latn',
    order: 'verb-first',
    verbs: 'ignorisi|ignoriraj|zaboravi|zanemari',
    earlier: 'prethodn[eaih]*|sve|ranij[eaih]*|gore',
    orders: 'instrukcij[eau]|uputstva|upute|pravila|naredbe',
    show: 'prikazi|pokazi|otkrij|ispisi',
    hidden: 'sistemsk[aiou]\\w{0,3} (?:prompt|poruk[ua]|uputstva|instrukcije)|skriven[aei] (?:instrukcije|uputstva)',
    anchors: 'ignoriraj|ignorisi|sistemsk|skriven|zaboravi|zanemari',
  },
  {
    language: 'sw',
    order: 'verb-first',
    verbs: 'puuza|sahau',
    earlier: 'awali|yaliyotangulia|yote|zote|hapo juu',
    orders: 'maagizo|maelekezo|amri|sheria',
    show: 'onyesha|fichua|sema|rudia',
    hidden: 'maagizo ya mfumo|ujumbe wa mfumo|system prompt',
    anchors: 'maagizo ya mfumo|puuza|sahau|system prompt|ujumbe wa mfumo',
  },
];
