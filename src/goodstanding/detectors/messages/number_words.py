"""Words for digits in several languages."""

from goodstanding.detectors.messages.classes import plain

ROWS = (
    (
        "zero|oh|nought|naught|nil|null|z3ro one|wan two|too three|tree|thre four|fore|fower five|fiv "
        "six|sixx seven|sevn|sevan eight|ate nine|nein|niner"
    ),
    "cero uno|una dos tres cuatro cinco seis siete ocho nueve",
    "zéro un|une deux trois quatre cinq six sept huit neuf",
    "null eins|ein zwei|zwo drei vier fünf|fuenf sechs sieben acht neun",
    "zero um|uma dois|duas três quatro cinco seis|meia sete oito nove",
    "zero uno|una due tre quattro cinque sei sette otto nove",
    "nul een twee drie vier vijf zes zeven acht negen",
    "sero|wala isa dalawa tatlo apat lima anim pito walo siyam",
    (
        "shunya|sunya ek do teen|tin char|chaar paanch|panch|pach chhe|chah|chay|choy saat|sat "
        "aath|ath|aat nau|noy"
    ),
    "शून्य एक दो तीन चार पांच छह सात आठ नौ",
    "ноль|нуль один|раз два|две три четыре пять шесть семь восемь девять",
    "нуль один|одна два|дві три чотири п'ять шість сім вісім дев'ять",
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "nol|kosong satu dua tiga empat lima enam tujuh delapan sembilan",
    "sifuri moja mbili tatu nne tano sita saba nane tisa",
    "صفر واحد اثنان|اثنين ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة",
    "〇 一 二 三 四 五 六 七 八 九",
    "零 壹 贰 叁 肆 伍 陆 柒 捌 玖",
    "zero unu doi trei patru cinci şase şapte opt nouă",
    "noll ett två tre fyra fem sex sju åtta nio",
    "không một hai ba bốn năm sáu bảy tám chín",
)
TENS_ABROAD = (
    "_ veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "_ vingt trente quarante cinquante soixante",
    "_ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "_ vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "_ venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "_ двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
)
TEENS_ABROAD = (
    "diez once doce trece catorce quince",
    "dix onze douze treize quatorze quinze seize",
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "dez onze doze treze catorze quinze",
    "dieci undici dodici tredici quattordici quindici sedici",
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать",
)
TENS = "ten twenty|twenti thirty forty|fourty fifty sixty seventy eighty ninety"
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TIMES = {"double": 2, "doubble": 2, "dbl": 2, "twice": 2, "triple": 3, "tripple": 3, "thrice": 3,
         "quadruple": 4, "doble": 2, "dobble": 2, "двойная": 2, "двойной": 2}  # fmt: skip
MORSE = {
    code: str(digit)
    for digit, code in enumerate(
        ["-----", ".----", "..---", "...--", "....-", ".....", "-....", "--...", "---..", "----."]
    )
}


def _digits() -> dict[str, str]:
    words = {}
    for row in reversed(ROWS):
        for digit, names in enumerate(row.split()):
            words.update({plain(name): str(digit) for name in names.split("|")})
    return words


DIGITS: dict[str, str] = _digits()
"""The digit each word means, as it is folded."""

WHOLE_TENS: dict[str, str] = {
    plain(name): str(tens)
    for tens, names in enumerate(TENS.split(), start=1)
    for name in names.split("|")
}
TEEN: dict[str, str] = {plain(name): str(10 + i) for i, name in enumerate(TEENS.split())}
for _row in TENS_ABROAD:
    WHOLE_TENS.update(
        {plain(name): str(tens) for tens, name in enumerate(_row.split(), 1) if name != "_"}
    )
for _row in TEENS_ABROAD:
    TEEN.update({plain(name): str(10 + i) for i, name in enumerate(_row.split())})
ORDINARY = frozenset(map(plain, ["one", "oh", "too", "do", "a", "ate", "tree", "fore", "sat", "six", "un", "une", "una", "uno", "um", "uma", "ein", "do", "char", "sat", "tin", "tres", "sex", "hai", "ba", "bir", "dos", "der", "isa", "sei", "set", "wan", "fem", "opt", "ett", "am", "me", "di", "wala", "due", "tre", "bir", "nau", "ek", "raz", "раз", "один", "одна", "один", "два"]))  # fmt: skip
"""Words that mean other things as well: alone they are no sign that a number is spelled."""
