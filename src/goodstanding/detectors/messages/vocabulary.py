"""Words the rules speak of, by class. A word may be in several; other languages are beside this."""

ENGLISH: dict[str, str] = {
    "me": "me us mine myself",
    "us": "our manager recruiter assistant partner boss agent hr supervisor",
    "my": "my our mine",
    "your": "your ur yours yr",
    "you": "you u ya youll youd ull",
    "i": "i we im ill ive id were well weve lets",
    "mail": "email emails mail emailid mailid mailbox",
    "phone": "phone cell cellphone mobile telephone tel ph mob handphone landline fone phne sms "
    "phonenumber mobil imessage facetime",
    "number": "number numbers no nr num nmbr numbr numba nbr digits contact contacts mobile",
    "details": "contact contacts details coordinates info handle username nick nickname id address",
    "contact": "contact contacts",
    "reach": "reach message msg messages text txt contact ping dm pm add call ring dial write "
    "drop hit find buzz email mail connect invite shout hmu catch touch hold speak talk "
    "chat respond inbox search tag msgs hook holler whatsapp sms skype send phone "
    "beep poke fb texting calling messaging contacting adding writing",
    "move": "move moving switch continue go hop jump shift transfer proceed talk chat speak "
    "discuss communicate meet connect migrate carry take bring conversation interview talking "
    "chatting speaking discussing communicating communication contact reach swap relocate "
    "message text call write resume connect conversations chats place held conducted happens done takes",
    "talk": "talk chat speak discuss communicate conversation contact reach deal negotiate "
    "connect message talking chatting call meet discussion touch communication "
    "write arrangement agreement agree correspond carry continue go collaborate",
    "on": "on onto to over via through thru by at in using with into per",
    "want": "lets let can could shall should would may might please pls plz kindly prefer want "
    "love like better rather only instead happy easier faster simpler quicker wanna id wish need "
    "must interview why ok okay mind feel suggest propose gonna available how just ready what",
    "give": "give send share provide tell whats gimme need drop leave know exchange show dm text "
    "ask pass hand message paste supply swap submit what giv giving sending "
    "providing telling dropping",
    "have": "do does are use have got using u on you got any own",
    "is": "is are id username user handle name named called as nick s under account profile "
    "me at its contact here",
    "messenger": "whatsapp whatsap skyp skyep skpye sykpe vibr vibre vibeer singal signl wechta skipe scype skpe skaip telegram viber wechat weixin discord instagram snapchat kik "
    "zalo kakaotalk kakao hangouts hangout threema wickr icq vkontakte botim skype imessage "
    "facetime tiktok whatsup wasap wassap watsup zapzap whatapp wapp wattsup "
    "teleg",
    "sometimes": "line signal messenger facebook imo fb ig insta wa tg wsp whats snap tele qq vk "
    "gchat linkedin twitter slack teams zoom zap ws gmeet yahoo outlook aol xmpp",
    "provider": "gmail icloud hotmail protonmail googlemail ymail yahoomail proton gmx mailru yandex "
    "rediffmail tutanota zoho fastmail",
    "apart": "outside offplatform outta",
    "private": "privately private directly direct ourselves personally personal quietly secretly",
    "private only": "privately ourselves quietly secretly",
    "away": "elsewhere somewhere",
    "another": "another different other",
    "conv": "conversation chat talk discuss discussion communicate communication continue contact "
    "speak talks chats speaking talking chatting discussing",
    "this": "this it that things everything",
    "take": "take move bring carry switch shift transfer continue",
    "named": "name nickname handle",
    "personal": "personal private direct own direct actual real cell mobile phone",
    "follow": "follow",
    "shift": "continue take move switch go",
    "down": "down offline",
    "price": "price rate cost",
    "instead": "instead costs cost expensive doesnt dont without rather",
    "naming": ": = -",
    "is name": "name id username handle user address account nick nickname login",
    "often": "for all most every during sometimes",
    "write": "message msg dm pm ping text add write",
    "there": "there",
    "here only": "here",
    "brand": "upwork fiverr peopleperhour toptal",
    "quick": "quick jump hop short",
    "callword": "call chat voice video",
    "reachby": "call reach text phone ring contact dial message",
    "regret": "regret",
    "works": "works fine ok okay only please pls preferred accepted best",
    "secret": "passport nudes private secrets identity chats chat conversations personal",
    "iam": "im am",
    "talker": "whatsapp telegram viber wechat zalo kakaotalk icq threema whatsap tg wa",
    "mine": "my mi мой мій moй",
    "upfront": "upfront advance instead",
    "codes": "code codes photo photos scratch",
    "seek": "search find look",
    "it": "it them",
    "exchange": "exchange swap trade",
    "self": "me",
    "what": "what which whats",
    "can": "can could do may",
    "broken": "down broken crashed blocked stopped not full dead slow old group channel is has was isnt "
    "account page app bot",
    "buy": "buy purchase get",
    "authority": "immigration police tax irs authorities embassy fbi government lawyer visa",
    "gone": "deleted leaked published destroyed gone wiped public hacked exposed sold",
    "past": "gave after booked wrote asked received was were had did been hotel hotels stayed room",
    "have only": "have get take",
    "settle": "pay paid paying payment payments deal deals settle hire business transact transaction "
    "money accept arrange arrangement",
    "here": "platform site website app marketplace here upwork fiverr freelancer portal "
    "system guru peopleperhour toptal page",
    "platform": "platform platforms site sites website marketplace upwork fiverr freelancer "
    "portal middleman middlemen peopleperhour toptal them they their it",
    "place": "platform site website marketplace upwork fiverr freelancer escrow contract milestone",
    "the": "the this that these your",
    "document": "pdf attachment attached file image picture photo portfolio profile cv resume "
    "screenshot doc document signature logo avatar banner page zip folder pic watermark corner "
    "video website card",
    "written": "written shown listed mentioned found hidden visible displayed there",
    "look": "look see check find view open read get download grab visit",
    "google": "google search lookup bing duckduckgo yandex",
    "colour": "green blue purple yellow violet camera ghost plane bird paper bubble",
    "app": "app application messenger icon logo apps program",
    "use it": "use open install download",
    "use": "use open message write text chat talk contact on via through download install find",
    "technical": "translate translated lesson label headline slogan translation api apis integration integrations integrate integrated integrating bot bots "
    "chatbot chatbots plugin plugins plug template templates campaign campaigns marketing ads ad "
    "field fields form forms button buttons widget automation automate automated automating "
    "scraper scraping scrape sdk webhook webhooks server smtp newsletter validation regex import "
    "export database column columns sequence popup feature features module developer developers "
    "development develop clone cloning gateway gateways checkout woocommerce shopify stripe "
    "endpoint script code coding schema parser dashboard crm backend frontend notification "
    "notifications analytics dataset data login signup authentication oauth settings "
    "creatives reels followers posts content growth community group channel "
    "moderator theme stickers function functionality deliverability signatures "
    "verification verify implementation implement implemented implementing ui ux mockup "
    "design designs designer flow flows test tests testing bug bugs fix layout header footer "
    "screen screens experience store program language library package demo "
    "supports placeholder tracker generator builder build building built extension",
    "third": "driver drivers rider riders passengers guest guests seller sellers users customer customers visitor visitors client's clients' subscribers "
    "shoppers buyers buyer clients audience people members leads patients guests students "
    "employees candidates readers vendors consumers patient applicant applicants tenants donors "
    "they he she him his someone somebody everyone anyone others threatened colleague",
    "tool": "github gitlab figma trello jira asana notion drive dropbox repo repository sheet "
    "staging bitbucket docs board miro canva confluence workspace newsletter",
    "deny": "thanks thank not dont never cannot cant wont doesnt didnt isnt shouldnt neither nor refuse "
    "declined decline avoid without stop stopped wouldnt couldnt no arent",
    "why": "why if unless",
    "rule": "allowed permitted prohibited forbidden violation violates violate against terms tos "
    "policy policies rules banned breach suspended safety guidelines inside within",
    "but": "but however still though anyway lets",
    "pay": "pay pays paid paying payment payments pays send transfer wire settle money "
    "funds deposit remit invoice compensate salary reimburse fund accept take refund budget cash "
    "bill price payout rest transferencia uberweisung",
    "prefers": "prefer accept take",
    "accept": "do accept take have use got receive ok okay fine",
    "method": "paypal venmo zelle cashapp westernunion moneygram crypto cryptocurrency bitcoin "
    "btc usdt usdc eth ethereum tether wise transferwise revolut payoneer skrill neteller upi gpay "
    "paytm phonepe bkash nagad gcash paymaya iban remitly xoom mpesa bizum interac etransfer "
    "worldremit litecoin ltc dogecoin binance wallet perfectmoney webmoney qiwi giftcard giftcards "
    "sepa mobilepay swish vodafonecash jazzcash easypaisa monzo alipay",
    "account": "account bank card iban wallet address id",
    "fee": "fee fees commission commissions charge charges cut percent percentage % tax deduction "
    "deductions",
    "avoid": "avoid save skip without bypass dodge evade escape lose losing loosing no cut around "
    "minus saves saving eat evading instead skipping dropping bypassing saved keep dont zero",
    "skip": "skip bypass forget without circumvent ditch cut avoid around leave need escape "
    "skipping bypassing eliminate",
    "direct": "directly direct straight straightly privately personally",
    "end": "cancel close end stop finish withdraw cancelling cancelled closing ending terminate",
    "contract": "contract job project milestone offer escrow order",
    "greedy": "takes take charges charge keeps keep steals eats wants grabs deducts give cuts",
    "much": "much lot big huge many 20 15 10 30 percent %",
    "together": "ourselves us directly direct privately outside paypal venmo wire bank cash",
    "rate": "review reviews rating ratings feedback feedbacks star stars score jss reputation "
    "testimonial",
    "harm": "bad negative terrible worst poor low lowest ruin destroy hurt tank drop dropped "
    "horrible awful suffer suffers damage one 1 zero nasty badly kill harm trash below down "
    "harsh scammer fraud liar thief unfavorable 2 two sink ruined pity depends wreck spoil bomb bury",
    "praise": "5 five perfect positive good great excellent top change remove delete take edit "
    "glowing best update revise erase withdraw fix higher maximum fivestar",
    "demand": "dispute invoice charge cost dollar bucks file deliver refund money free unpaid discount bonus pay payment release cash source files "
    "deliverables dollars payback gratis cheaper reimburse password "
    "passwords code milestone bribe compensation",
    "lever": "or unless otherwise else until once = either exchange return first if till shame when then just depends pity before no goodbye hands done better",
    "happy": "happy satisfied satisfaction pleased enjoyed love loved appreciate appreciated "
    "quality honest grateful deserve earned helpful satisfy happily",
    "if": "if unless or until otherwise else when once better",
    "fiction": "lyrics chorus scene villain character hero says said line novel story song quote chapter "
    "film movie game article",
    "report": "report tell inform expose sue",
    "work with": "work collaborate hire cooperate working",
    "closing": ". , ? ! ; : - ( ) or and so for too account id installed here number pls please because if "
    "by after when com con y e und et there as would where so",
    "cheaper": "cheaper discount lower less reduce save",
    "give away": "give giving lose losing pay paying",
    "will": "will ill gonna going shall well wll would can going",
    "hurt": "hurt kill destroy beat break harm burn stab shoot murder smash punish attack",
    "expose": "leak publish expose share doxx dox delete wipe upload hack spread encrypt "
    "erase sabotage crash sell ruin destroy post show",
    "private things": "photos pictures files data website videos secrets information code "
    "database identity address nudes repo account accounts server business reputation career life system systems store shop company work client",
    "family": "wife husband family boss employer mother kids children parents house home "
    "daughter son girlfriend boyfriend",
    "tell": "tell inform contact",
    "shut": "banned suspended deleted blocked closed reported terminated",
    "zero-g": "give hand deliver keep hold release send",
}
"""Words of each class, without apostrophes."""

PHRASES: dict[str, str] = {
    "threat": "out where you live|know where your family|know where your kids|know where your mother|money or else|pay or else|refund or else|me or else|make you pay|friends where you live|regret not|find you and make|"
    "know who you are|your kids go|beat you up|will cut you|happens to your|go to your house|visit you at home|visit your home|visit your family|"
    "know where you live|know where you work|coming for you|know your address|bad will happen|"
    "bad things will happen|bad happens to you|pay one way or another|know people in your|te voy a matar|"
    "voy a matarte|je vais te tuer|ich bringe dich um|"
    "тебя убью|убью тебя|know your family|burn your house|burn down your|find where you live|break your legs|"
    "break your arms|break your bones|break your face|your family will|ruin your life|destroy your life|"
    "watch your back|you will regret this|you will regret it|youll regret this|youll regret it|"
    "never work again|never find work|"
    "face the consequences|suffer the consequences|hurt your family|"
    "life hell|life a hell|you are dead if|youre dead if|you are dead man|be careful when you walk|"
    "come to your house|i have your address|we have your address|find you and your|"
    "regret this|wont be safe|not be safe|your life will be|"
    "you will pay for this|sleep with one eye|end of you",
    "off books": "private deal|private arrangement|side arrangement|secret deal|cut the platform|"
    "cut out the platform|platform out|without the middleman|without a middleman|cut them out|go direct|pay direct|"
    "direct payment|direct payments|deal direct|work direct|without upwork|without fiverr|no escrow|off the books|under the table|off the record|cut out the middle|"
    "side deal|behind the scenes deal",
    "leaving": "off platform|off the platform|off this platform|off the site|off this site|off site deal|"
    "out of this platform|out of the platform|out of this site|outside of here|outside here|"
    "away from here|off upwork|off fiverr|not on this platform|off this app|off here|"
    "outside of this|outside of the platform|outside the platform|outside this platform|"
    "outside the site|outside this site|outside the website|outside upwork|outside fiverr|"
    "outside of upwork|outside of fiverr|skip this site|leave this site|leave the platform|"
    "without this website|without the website|without the platform|without this platform",
    "bank": "by check every|by check weekly|pay cash|pay you cash|cash in hand|my bank|your bank details|your bank account|bank details|bank transfer|bank account|wire transfer|western union|money gram|cash app|"
    "apple pay|google pay|bank wire|bank deposit|my card number|bank details|account number|"
    "perfect money|web money|credit card number|money order|cashiers check",
    "and will": "and i will|and ill|and i ll|and we will|and i can|and then i|then i will|then ill|and id",
    "like it": "if you like|if you liked|you like the|like my work|like our work|if i like",
    "demand": "lower the price|lower your price|half of the|extra hours|more work|work for free|money back|send me|pay me|"
    "hand over|source files|extra work|for nothing|more pages|final files|extra pages|additional work",
    "lever": "can change it|so send|so give|so pay|so refund|so return|change it for|cost you|for a partial|for a full|and i send|and we are fine|youre done|o te|o le|o pongo|o dejo|o voy|o escribo|for a 5|for 5|for five|for a five|for a positive|for a good|for a great|so you better|you better|youd better|and then i|shame if|in exchange|in return",
    "no need": "no need|dont use|do not use|not using|without using|stop using|dont need|do not need|not through|doesnt go through|not go through|never mind|"
    "dont want to fund|forget about|without going through|instead of",
    "their fee": "service charge|service fee|service fees|platform fee|platform fees|site fee|site fees|their fee|"
    "their fees|their cut|their commission|platform commission|marketplace fee|marketplace fees|upwork fee|"
    "upwork fees|fiverr fee|fiverr fees|the 20 percent|the 10 percent|the platforms fee|the platforms cut|the sites fee|the websites fee|platform s fee",
    "no refund": "no 5 stars|no five stars|no good review|no refund|no money back|no discount|no bonus|no money",
    "rate": "rate me|rate you|rated me|rate us|rate it",
    "messenger": "w / app|i g|whats ap|whts app|wht app|wats app|wat app|watts app|wots app|whats up app|what app|apple messages",
    "expose": "put online|make public|go public with",
    "hurry": "pay by|hours to pay|days to pay|pay or|pay me or|pay up or|pay now or|or you pay|unless you pay|if you dont pay|"
    "if you do not pay|dont send the money|pay today or|until you pay|send the money or|dont deliver|refund me or|dont refund|do not refund|unless you refund",
    "gift": "gift card|gift cards|itunes card|steam card|google play card",
    "fake check": "send the difference|send me the difference|send back the rest|training kit|starter kit|send you a check|send you a cheque|send the rest to|deposit the check|deposit the cheque|mail you a check",
    "get in touch": "get in touch|stay in touch|keep in touch|get hold|be in touch|hit me up",
}
"""Phrases of each class."""

NUMBERED = frozenset(
    (
        "cod cep ref referencia protocolo order orders invoice ticket id ids ref reference "
        "transaction tracking isbn issn sku serial licence license account acct job case contract "
        "po rfc vat ein siret zip postcode model claim policy batch item asin ean upc gtin iban "
        "commit build pid imei timestamp epoch unix hash barcode certificate registration patent "
        "claims docket booking reservation confirmation code proposal milestone ssn nif gst doi "
        "orcid pmid port passport receipt shipment parcel awb part version revision pedido codigo "
        "protocolo nota cnpj cpf number# row record key"
    ).split()
)
"""What has a number that is no telephone's."""
