"""The same classes of words in other languages. Languages are read; which one is never counted."""

ABROAD: dict[str, str] = {
    "reach": "escribe contactar llamar llama contacta agrega añade escribir manda "  # es
    "écrire écris écrivez appelle appeler contacter contactez ajoute joindre "  # fr
    "schreib schreibe schreiben ruf rufen melde kontaktiere erreiche "  # de
    "liga ligar escreve escreva chama contata adiciona fala "  # pt
    "scrivi scrivere chiama contatta aggiungi contattare "  # it
    "itext tawagan kontakin imessage padala tumawag "  # fil
    "напишите напиши пишите пиши позвони позвоните звоните звони свяжитесь добавь "  # ru
    "напишіть подзвони подзвоніть телефонуйте дзвони звязатися додай "  # uk
    "যোগাযোগ ফোন কল মেসেজ লিখুন করুন bhejo",
    "fused": "звяжіться escríbeme llámame contáctame agrégame escribeme mándame contattami scrivimi "
    "chiamami écrivez-moi chama-me contacte-me itext tawagan kontakin",
    "me": "мною moi mir mich mim mi ako sakin мне меня мені мене আমাকে আমার mujhe comigo",
    "you": "te ti você vous dich dir euch ti тебе тебя вам вас তোমাকে আপনাকে",
    "my": "mi mon ma meu meine mein minha mio мой моя мій моя আমার aking ko mera mere",
    "your": "tu su votre ton ta seu sua deine dein ihre teu tuo tua suo твой ваш свой твій "
    "আপনার তোমার mo inyong iyong aapka apna tumhara",
    "number": "número numero numéro nummer номер handynummer telefonnummer নম্বর নাম্বার numara "
    "celular teléfono móvil téléphone portable telefone handy cellulare telefono телефон телефона "
    "ফোন cel cp",
    "mail": "correo courriel adresse почта почту пошта пошту имейл ইমেইল mel posta",
    "details": "contato contacto coordonnées kontakt kontaktdaten контакт контакты контакти",
    "give": "bhejo dikhao dame pásame pasa comparte manda envía donne donnez envoie gib geben schick passa "
    "manda envia dammi mandami bigay pahingi дай дайте скинь скиньте пришли надішліть দিন দাও "
    "de dê",
    "talk": "hablar hablemos hablamos parler discuter échanger sprechen reden conversar falar "
    "vamos parlare parliamo usap общаться поговорим говорить спілкуватися поговоримо কথা baat",
    "apart": "fuera dehors außerhalb fora fuori за вне поза পরে বাইরে labas bahar hors",
    "here": "plataforma plateforme plattform sitio seite piattaforma sito платформы площадки сайта "
    "платформою платформи сайту প্ল্যাটফর্মের প্ল্যাটফর্ম aqui daqui aquí ici",
    "on": "por en sur par auf über bei em pelo pela su tramite sa через на в у в по",
    "mine": "mi meu mein mon mio мой мій mera আমার aking",
    "talker": "телеграм телеграмм телегу телеге телега тг ватсап вотсап вацап вайбер вайбері телеграмі হোয়াটসঅ্যাপ টেলিগ্রাম zap",
    "messenger": "телеграм телеграмм телегу телеге телега тг ватсап вотсап вацап вайбер скайп "
    "дискорд инстаграм вайбері телеграмі ватсапі হোয়াটসঅ্যাপ টেলিগ্রাম ইমো zap 微信 电报",
    "private only": "приватом приват privado privat privatement privato лично напрямую особисто напряму "
    "directement direttamente directamente diretamente direkt",
    "direct": "directo direct direkt diretto напрямую напряму directement direttamente "
    "directamente diretamente",
    "pay": "pague pagar paga págame págueme pago payer paie paiement payez zahlen bezahle bezahlen "
    "zahlung pagare pagami pagamento bayad bayaran оплата оплатить заплатите платить платите "
    "оплатити заплатіть сплатити পেমেন্ট টাকা",
    "fee": "comisión comision commission gebühr gebühren provision comissão taxa commissione "
    "комиссии комиссия комиссию комісії комісія ফি কমিশন komisyon",
    "avoid": "sin sans ohne sem senza без ছাড়া walang evitar éviter vermeiden уникнути избежать",
    "avoid abroad": "sin sans ohne sem senza без ছাড়া walang",
    "rate": "estrella estrellas reseña calificación étoile étoiles avis bewertung sterne stern "
    "avaliação estrelas recensione stelle stella отзыв звезду звезд звезды отзывы відгук зірку "
    "зірки রেটিং রিভিউ bituin",
    "harm": "mauvaise schlecht ruins плохие поганий mala una mala un mauvais schlechte einen má ruim cattiva плохой одну поганий একটা masama",
    "lever": "si sinon ou oder sonst или иначе або інакше নাহলে kung kundi altrimenti sinon",
    "demand": "dinero devuélveme reembolso rembourse remboursez remboursement devuelves devuelve devolva rückerstattung geld erstattung zurück "
    "dinheiro reembolsa devolve soldi rimborso деньги верните гроші поверніть pera টাকা ফেরত "
    "argent gratis gratuit kostenlos бесплатно безкоштовно",
    "if": "o ou oder sonst или иначе або інакше нাহলে",
}
"""Further words of each class."""
