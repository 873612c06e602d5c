//! Whole stories in the charsets of twenty-five years, as files that say nothing of how they were saved.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_2022_JP, ISO_8859_2, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1255,
};

use crate::{Arrival, Input, read};

const RUSSIAN: &str = "Title: Варенье\nAuthor: Анна Б.\nRating: G\nSummary: Холмс ошибается.\n\n\
    Туман поднялся с реки в четыре часа, как всегда в ноябре, и к пяти уже съел всю улицу.\n\n\
    — Вы передвинули варенье, — сказал Холмс, не поднимая глаз. Он редко смотрел вверх до чая.\n\n* * *\n\n\
    Ватсон рассмеялся и поставил чайник на огонь: больше ничего не оставалось.\n";

const POLISH: &str = "Title: Dżem\nAuthor: Łucja Ż.\nRating: G\nSummary: Holmes się myli.\n\n\
    Mgła podniosła się znad rzeki o czwartej, jak zawsze w listopadzie, i przed piątą zjadła całą ulicę.\n\n\
    – Przestawił pan dżem – powiedział Holmes, nie podnosząc wzroku. Rzadko to robił przed herbatą.\n\n* * *\n\n\
    Watson roześmiał się i wstawił wodę; cóż mógł więcej uczynić? Źródło śmiechu było oczywiste.\n";

const CZECH: &str = "Title: Džem\nAuthor: Zdeněk Ř.\nRating: G\nSummary: Holmes se mýlí.\n\n\
    Mlha se zvedla od řeky ve čtyři hodiny, jako vždycky v listopadu, a před pátou spolkla celou ulici.\n\n\
    Přestěhoval jste džem, řekl Holmes, aniž zvedl oči. Zřídka se díval vzhůru před čajem.\n\n* * *\n\n\
    Watson se zasmál a postavil vodu na kamna; co jiného mu také zbývalo?\n";

const HUNGARIAN: &str = "Title: Lekvár\nAuthor: Őze Réka\nRating: G\nSummary: Holmes téved.\n\n\
    A köd négy órakor szállt fel a folyóról, ahogy novemberben mindig, és ötre már megette az egész utcát.\n\n\
    Ön elmozdította a lekvárt, mondta Holmes, és föl sem nézett. Teázás előtt ritkán nézett föl.\n\n* * *\n\n\
    Watson nevetett, és föltette a vizet; mi mást is tehetett volna? Az őszi eső a tűznél űzi el a bút.\n";

const JAPANESE: &str = "Title: 動いたジャム\nAuthor: アン\nRating: G\nSummary: ホームズは間違っている。\n\n\
    霧は十一月にはいつもそうであるように、四時に川から上がってきて、五時には通りをすっかり食べてしまった。\n\n\
    「ジャムを動かしたね」と、ホームズは顔も上げずに言った。お茶の前に顔を上げることはめったにないのだ。\n\n* * *\n\n\
    ワトスンは笑って、やかんを火にかけた。ほかにすることもなかった。\n";

const SIMPLIFIED: &str = "Title: 被移动的果酱\nAuthor: 安娜\nRating: G\nSummary: 福尔摩斯错了。\n\n\
    雾在四点钟从河上升起，十一月里总是这样，到了五点钟它已经吃掉了整条街。\n\n\
    “你移动了果酱，”福尔摩斯说，头也不抬。喝茶之前他很少抬头。\n\n* * *\n\n\
    华生笑了起来，把水壶放到火上：也没有别的事可做了。\n";

const TRADITIONAL: &str = "Title: 被移動的果醬\nAuthor: 安娜\nRating: G\nSummary: 福爾摩斯錯了。\n\n\
    霧在四點鐘從河上升起，十一月裡總是這樣，到了五點鐘它已經吃掉了整條街。\n\n\
    「你移動了果醬，」福爾摩斯說，頭也不抬。喝茶之前他很少抬頭。\n\n* * *\n\n\
    華生笑了起來，把水壺放到火上：也沒有別的事可做了。\n";

const KOREAN: &str = "Title: 옮겨진 잼\nAuthor: 안나\nRating: G\nSummary: 홈즈가 틀렸다.\n\n\
    안개는 십일월이면 늘 그렇듯이 네 시에 강에서 올라와 다섯 시에는 거리를 모두 삼켜 버렸다.\n\n\
    \"자네가 잼을 옮겼군.\" 홈즈는 고개도 들지 않고 말했다. 차를 마시기 전에는 좀처럼 고개를 들지 않았다.\n\n* * *\n\n\
    왓슨은 웃으며 주전자를 불에 올렸다. 달리 할 일도 없었다.\n";

const GREEK: &str = "Title: Μαρμελάδα\nAuthor: Άννα\nRating: G\nSummary: Ο Χολμς κάνει λάθος.\n\n\
    Η ομίχλη σηκώθηκε από το ποτάμι στις τέσσερις, όπως πάντα τον Νοέμβριο, και ως τις πέντε έφαγε όλο τον δρόμο.\n\n\
    Μετακινήσατε τη μαρμελάδα, είπε ο Χολμς χωρίς να σηκώσει τα μάτια.\n\n* * *\n\nΟ Γουάτσον γέλασε.\n";

const HEBREW: &str = "Title: הריבה\nAuthor: אנה\nRating: G\nSummary: הולמס טועה.\n\n\
    הערפל עלה מן הנהר בארבע, כמו תמיד בנובמבר, ועד חמש כבר בלע את כל הרחוב.\n\n\
    אתה הזזת את הריבה, אמר הולמס ולא הרים את עיניו.\n\n* * *\n\nווטסון צחק ושם את הקומקום על האש.\n";

const ENGLISH: &str = "Title: The Moved Jam\nAuthor: Zoë Brontë\nRating: G\nSummary: Holmes is wrong.\n\n\
    The fog came up the river at four o’clock, as it always did in November, and by five it had eaten the street.\n\n\
    “You’ve moved the jam,” said Holmes – he seldom looked up before tea – “or it’s a café’s, and naïve…”\n\n* * *\n\n\
    Watson laughed, and put the kettle on; there wasn’t anything else to do.\n";

const FRENCH: &str = "Title: La confiture déplacée\nAuthor: Zoé\nRating: G\nSummary: Holmes a tort.\n\n\
    Le brouillard monta de la rivière à quatre heures, comme toujours en novembre, et avant cinq heures il avait mangé la rue.\n\n\
    « Vous avez déplacé la confiture », dit Holmes sans lever les yeux. Il les levait rarement avant le thé.\n\n* * *\n\n\
    Watson rit et mit l’eau à chauffer ; il n’y avait rien d’autre à faire, après tout. Où était-elle passée ?\n";

const GERMAN: &str = "Title: Die verrückte Marmelade\nAuthor: Jürgen Groß\nRating: G\nSummary: Holmes hat unrecht.\n\n\
    Der Nebel stieg um vier Uhr vom Fluß auf, wie immer im November, und bis fünf hatte er die ganze Straße gefressen.\n\n\
    „Sie haben die Marmelade verrückt“, sagte Holmes, ohne aufzusehen. Vor dem Tee tat er das selten.\n\n* * *\n\n\
    Watson lachte und setzte das Wasser auf; was hätte er auch sonst tun können? Es war ja längst zu spät.\n";

fn bytes(charset: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, used, lost) = charset.encode(text);
    assert!(!lost && used == charset, "{} cannot say {text}", charset.name());
    bytes.into_owned()
}

/// What a reader sees of a story, in one string.
fn shown(arrival: &Arrival) -> String {
    let work = &arrival.manuscript;
    let names: Vec<String> = work.bylines.iter().map(ToString::to_string).collect();
    let chapters: Vec<String> =
        work.chapters.iter().map(|chapter| manuscript::plain_text(chapter.body.html())).collect();
    format!("{}|{}|{}|{}", work.title, names.join(","), manuscript::plain_text(work.summary.html()), chapters.join("|"))
}

fn assert_read(bytes: &[u8], text: &str, how: &str) {
    let read_of = |bytes: &[u8]| {
        let arrivals = read(Input { name: "story.txt", bytes }).unwrap_or_else(|refusal| panic!("{how}: {refusal}"));
        assert_eq!(arrivals[0].account.difference(), 0, "{how}");
        shown(&arrivals[0])
    };
    assert_eq!(read_of(bytes), read_of(text.as_bytes()), "{how}");
}

#[test]
fn a_whole_story_is_read_in_the_charset_of_its_time() {
    let stories: &[(&'static Encoding, &str)] = &[
        (KOI8_R, &RUSSIAN.replace('—', "--")),
        (WINDOWS_1251, RUSSIAN),
        (IBM866, &RUSSIAN.replace('—', "--")),
        (ISO_8859_2, &POLISH.replace('–', "-")),
        (WINDOWS_1250, POLISH),
        (ISO_8859_2, CZECH),
        (WINDOWS_1250, CZECH),
        (ISO_8859_2, HUNGARIAN),
        (SHIFT_JIS, JAPANESE),
        (EUC_JP, JAPANESE),
        (ISO_2022_JP, JAPANESE),
        (GBK, SIMPLIFIED),
        (BIG5, TRADITIONAL),
        (EUC_KR, KOREAN),
        (WINDOWS_1253, GREEK),
        (WINDOWS_1255, HEBREW),
        (WINDOWS_1252, ENGLISH),
        (WINDOWS_1252, FRENCH),
        (WINDOWS_1252, GERMAN),
        (MACINTOSH, ENGLISH),
        (MACINTOSH, FRENCH),
        (MACINTOSH, GERMAN),
    ];
    let mut failed = Vec::new();
    for (charset, text) in stories {
        for (ends, name) in [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")] {
            let how = format!("{} {name} {}", charset.name(), text.lines().next().unwrap());
            let bytes = bytes(charset, &text.replace('\n', ends));
            if std::panic::catch_unwind(|| assert_read(&bytes, text, &how)).is_err() {
                failed.push(how);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn utf_16_is_known_without_a_mark_in_every_script() {
    let mut failed = Vec::new();
    for text in [ENGLISH, RUSSIAN, JAPANESE, SIMPLIFIED, KOREAN, GREEK, HEBREW] {
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, how) in [(little, "little"), (big, "big")] {
            let how = format!("{how} {}", text.lines().next().unwrap());
            if std::panic::catch_unwind(|| assert_read(&bytes, text, &how)).is_err() {
                failed.push(how);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn a_short_text_is_read_as_it_declares() {
    let pages: &[(&'static Encoding, &str, &str)] = &[
        (KOI8_R, "koi8-r", "Лиса"),
        (WINDOWS_1251, "windows-1251", "Лиса"),
        (WINDOWS_1251, "cp1251", "Ещё"),
        (ISO_8859_2, "iso-8859-2", "Źdźbło"),
        (SHIFT_JIS, "x-sjis", "猫"),
        (EUC_JP, "euc-jp", "猫"),
        (ISO_2022_JP, "iso-2022-jp", "猫だ"),
        (GBK, "gb2312", "狐狸"),
        (BIG5, "big5", "狐貍"),
        (EUC_KR, "euc-kr", "여우"),
        (MACINTOSH, "macintosh", "Ça ira"),
        (WINDOWS_1252, "iso-8859-1", "Zoë’s"),
    ];
    for (charset, label, word) in pages {
        let page = format!(
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\"></head><body><p>{word}</p></body></html>"
        );
        let mail = format!("From: a@b.org\nSubject: Jam\nContent-Type: text/plain; charset=\"{label}\"\n\n{word}\n");
        for (name, text) in [("a.html", page), ("a.txt", mail)] {
            let arrivals = read(Input { name, bytes: &bytes(charset, &text) }).unwrap();
            assert_eq!(arrivals[0].manuscript.chapters[0].body.html(), format!("<p>{word}</p>"), "{label} in {name}");
        }
    }
}

#[test]
fn a_file_that_declares_what_it_cannot_be_is_read_by_its_bytes() {
    for label in ["utf-16", "x-nonsense", "big5"] {
        let page = format!("<meta charset={label}><p>{}</p>", "Zoë a mangé la crème. ".repeat(10));
        let arrivals = read(Input { name: "a.html", bytes: page.as_bytes() }).unwrap();
        assert!(arrivals[0].manuscript.chapters[0].body.html().starts_with("<p>Zoë a mangé"), "{label}");
    }
}

#[test]
fn what_calls_itself_western_and_is_not_is_read_as_what_it_is() {
    let page = format!("<meta charset=iso-8859-1><p>{}</p>", RUSSIAN.split("\n\n").nth(1).unwrap());
    let arrivals = read(Input { name: "a.html", bytes: &bytes(WINDOWS_1251, &page) }).unwrap();
    assert!(arrivals[0].manuscript.chapters[0].body.html().starts_with("<p>Туман поднялся"));
}
