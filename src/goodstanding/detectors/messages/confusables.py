"""Letters that look like Latin ones, after Unicode's table of confusables (UTS #39).

Made from `confusables.txt`, copyright Unicode, Inc., under the Unicode License v3
(https://www.unicode.org/license.txt): letters whose likeness is one Latin letter and which the
compatibility form does not resolve; small letters take the likeness of their capitals; small
capitals and stroked letters are added.
"""

LOOKALIKES = {
    "a": "ɑΑαАаᎪᗅᴀꓮ𐊠𖽀",
    "b": "ƄƅɓʙΒβВЬвьᏏᏴᑲᖯᗷꓐꞴꞵ𐊂𐊡𐌁",
    "c": "СсᏟᴄⲤⲥꓚꮯ𐊢𐌂𐐕𐐽𐔜",
    "d": "ɗԁᎠᏧᑯᗞᗪᴅꓒꓓ",
    "e": "ΕεЕеҽᎬᴇⴹꓰꬲ𐊆𑢦𑢮𑣆𑣎",
    "f": "ϜϝғքᖴẝꓝꜰꞘꞙꬵ𐊇𐊥𐔥𑢢𑣂",
    "g": "ƍɠɡɢԌԍցᏀᏳᶃꓖ",
    "h": "ħʜΗηНнһհᎻᏂᕼⲎⲏꓧ𐋏",
    "i": "ıɩɪΙιІіӀӏᎥꙇꭵ𑣃",
    "j": "ʝͿϳЈјᎫᒍᴊꓙꞲ",
    "k": "ƙΚκКкᏦᛕᴋⲔⲕꓗ𐔘",
    "l": "łƖǀʟᏞᒪᛁⲒⲓⳐⳑⵏꓡꓲ𐊊𐌉𐐛𐑃𐔦𑢣𑢲𑣒𖼖𖼨",
    "m": "ΜμϺϻМмᎷᗰᛖᴍⲘⲙꓟ𐊰𐌑",
    "n": "ɴΝոռⲚⲛꓠ𐔓",
    "o": "øđΟοσОоөՕօଠഠဝჿዐᴏᴑⲞⲟⵔꓳꬽ𐊒𐊫𐐄𐐬𐓂𐓪𐔖𑢵𑣈𑣕𑣗",
    "p": "ΡρРрᏢᑭᴘⲢⲣꓑ𐊕",
    "q": "ԛգզⵕꞯ",
    "r": "ƦʀгᎡᎱᏒᖇᴦⲅꓣꭇꭈꮁ𐒴𐓜𖼵",
    "s": "ƽЅѕՏտᏕᏚꓢꜱꮪ𐊖𐐠𐑈𑣁𖼺",
    "t": "ŧΤτТтᎢᴛⲦⲧꓔ𐊗𐊱𐌕𑢼𖼊",
    "u": "ʋυՍսሀᑌᴜꓴꞟꭎꭒ𐓎𐓶𑢸𑣘𖽂",
    "v": "νѴѵᏙᐯᴠⴸꓦꛟꮩ𐔝𑜆𑢠𑣀𖼈",
    "w": "ɯѡԜԝաᎳᏔᴡꓪꮃ𑜊𑜎𑜏",
    "x": "ΧχХхᕁᕽᚷⲬⲭⵝꓫꞳꭓ𐊐𐊴𐌗𐔧",
    "y": "ƴɣʏΥγУуҮүყᎩᎽᶌỿⲨⲩꓬꭚ𐊲𑢤𑣜𖽃",
    "z": "ΖζᏃᴢꓜꮓ𑢩𑣄𑣉",
}
"""Look-alikes of each Latin letter, in a row."""
