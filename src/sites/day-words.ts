/** The words of dates and times in the languages that chat programs speak. Written out, not asked of `Intl`: every browser then reads alike. */

/** Which half or part of the day a clock of twelve hours means. */
export type Half = 'am' | 'pm' | 'dawn' | 'morning' | 'noon' | 'evening' | 'night';
export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
/** A sign written after a number: 年 月 日 点 分 秒 and their like. */
export type Mark = 'Y' | 'M' | 'D' | 'h' | 'm' | 's';

/** All that one word may mean; its company decides. */
export interface Word {
  /** 1 to 12. */
  month?: number;
  /** 0 is Sunday. */
  weekday?: number;
  /** The weekday that follows is of the calendar week before, or of this one: 上 and 本. */
  week?: 'last' | 'this';
  /** Days before today. */
  back?: number;
  half?: Half;
  unit?: Unit;
  /** The unit may stand without "ago": "5 min". */
  brief?: true;
  mark?: Mark;
  ago?: true;
  /** `just`: said of nothing but a message's age; `now`: an ordinary word too. */
  now?: 'just' | 'now';
  /** "an" hour ago. */
  one?: true;
  /** An age without a number: "a few minutes ago". */
  coarse?: true;
  /** "about" an hour ago. */
  about?: true;
  /** "last" Wednesday. */
  last?: true;
  /** Stands between the parts of a date. */
  link?: true;
  /** Stands between them, before or after. */
  frame?: true;
  /** A clock with a dot follows. */
  dotted?: true;
  /** Added to the year that follows. */
  era?: number;
  zone?: true;
  /** Languages in which so short or common a word has that meaning; null: in any. */
  of: Partial<Record<'month' | 'weekday' | 'back', string[] | null>>;
}

type Words = string;
interface Language {
  /** Comma between months, days (from Sunday) or units (from second), bar between spellings. */
  months?: Words;
  days?: Words;
  /** Today, yesterday, the day before. */
  back: Words;
  just: Words;
  now?: Words;
  ago: Words;
  units: Words;
  one?: Words;
  last?: Words;
  link?: Words;
  frame?: Words;
}

const WEEKS = ['星期', '周', '週', '礼拜', '禮拜'];
const CJK_MONTHS = [...'一二三四五六七八九十', '十一', '十二'].map((one) => `${one}月`).join();
const viDays = ['chủ nhật|cn|chúa nhật', ...['hai', 'ba', 'tư', 'năm', 'sáu', 'bảy'].map((name, i) => `thứ ${name}|thứ ${i + 2}|th ${i + 2}|t${i + 2}`)].join();
const viMonths = Array.from({ length: 12 }, (_, i) => `tháng ${i + 1}|thg ${i + 1}|thg${i + 1}|th${i + 1}`).join();

/** By language; where two disagree on a word, the earlier one keeps it. */
export const LANGUAGES: Record<string, Language> = {
  en: {
    months: 'january|jan,february|feb,march|mar,april|apr,may,june|jun,july|jul,august|aug,september|sep|sept,october|oct,november|nov,december|dec',
    days: 'sunday|sun,monday|mon,tuesday|tue|tues,wednesday|wed|weds,thursday|thu|thur|thurs,friday|fri,saturday|sat',
    back: 'today,yesterday', now: 'now|right now', ago: 'ago', one: 'a|an|one', last: 'last', link: 'at|on|of|the', frame: 'st|nd|rd|th',
    just: 'just now|moments ago|a moment ago|a few seconds ago|few seconds ago|less than a minute ago',
    units: 'second|seconds|sec|secs|s,minute|minutes|min|mins|m,hour|hours|hr|hrs|h,day|days|d,week|weeks|wk|wks|w,month|months|mo|mos,year|years|yr|yrs|y',
  },
  zh: {
    months: CJK_MONTHS, days: ['日天', ...'一二三四五六'].map((names) => [...names].flatMap((one) => WEEKS.map((week) => week + one)).join('|')).join(),
    back: '今天|今日,昨天|昨日|寻日|尋日|噚日|琴日,前天|前日|一昨日,大前天|大前日', just: '刚刚|剛剛|刚才|剛才|啱啱|几秒前|幾秒前|数秒前|數秒前|几秒钟前|幾秒鐘前', now: '现在|現在|刚|剛', ago: '前|之前|以前', one: '一',
    units: '秒|秒钟|秒鐘,分|分钟|分鐘,小时|小時|个小时|個小時|钟头|鐘頭|个钟|個鐘,天|日,周|週|星期|个星期|個星期,个月|個月,年',
  },
  ja: { days: [...'日月火水木金土'].map((one) => `${one}曜日|${one}曜`).join(), back: '今日|本日|きょう,昨日|きのう,一昨日|おととい', just: 'たった今|数秒前', now: '今', ago: '前', units: '秒,分,時間,日,週間,か月|ヶ月|カ月|ヵ月,年' },
  ko: { days: [...'일월화수목금토'].map((one) => `${one}요일`).join(), back: '오늘,어제,그저께|그제', just: '방금|방금 전|조금 전', now: '지금', ago: '전', units: '초,분,시간,일,주|주일,개월|달,년' },
  vi: { months: viMonths, days: viDays, back: 'hôm nay,hôm qua,hôm kia', just: 'vừa xong|vừa mới|mới đây|vài giây trước', now: 'bây giờ', ago: 'trước', units: 'giây,phút,giờ|tiếng,ngày,tuần,tháng,năm', frame: 'lúc|ngày|vào' },
  es: {
    months: 'enero|ene,febrero|feb,marzo|mar,abril|abr,mayo|may,junio|jun,julio|jul,agosto|ago,septiembre|setiembre|sept|sep|set,octubre|oct,noviembre|nov,diciembre|dic',
    days: 'domingo|dom,lunes|lun,martes|mar,miércoles|mié,jueves|jue,viernes|vie,sábado|sáb', back: 'hoy,ayer,anteayer|antier',
    just: 'ahora mismo|justo ahora|hace un momento|hace unos segundos', now: 'ahora', ago: 'hace', one: 'un|una', last: 'pasado', link: 'a las|a la|de|del', frame: 'el',
    units: 'segundo|segundos|seg,minuto|minutos|min,hora|horas,día|días,semana|semanas|sem,mes|meses,año|años',
  },
  pt: {
    months: 'janeiro|jan,fevereiro|fev,março|mar,abril|abr,maio|mai,junho|jun,julho|jul,agosto|ago,setembro|set,outubro|out,novembro|nov,dezembro|dez',
    days: 'domingo|dom,segunda-feira|segunda|seg,terça-feira|terça|ter,quarta-feira|quarta|qua,quinta-feira|quinta|qui,sexta-feira|sexta|sex,sábado|sáb', back: 'hoje,ontem,anteontem',
    just: 'agora mesmo|agora há pouco', now: 'agora', ago: 'há|atrás', one: 'um|uma', last: 'passado|passada', link: 'às|as|à|de|do',
    units: 'segundo|segundos|seg,minuto|minutos|min,hora|horas,dia|dias,semana|semanas|sem,mês|meses,ano|anos',
  },
  fr: {
    months: 'janvier|janv|jan,février|févr|fév,mars,avril|avr,mai,juin,juillet|juil,août,septembre|sept|sep,octobre|oct,novembre|nov,décembre|déc',
    days: 'dimanche|dim,lundi|lun,mardi|mar,mercredi|mer,jeudi|jeu,vendredi|ven,samedi|sam', back: "aujourd'hui,hier,avant-hier",
    just: "à l'instant|il y a un instant|il y a quelques secondes", now: 'maintenant', ago: 'il y a', one: 'un|une', last: 'dernier', link: 'à', frame: 'le',
    units: 'seconde|secondes|sec,minute|minutes|min,heure|heures,jour|jours|j,semaine|semaines|sem,mois,an|ans',
  },
  de: {
    months: 'januar|jan|jänner,februar|feb,märz|mär|mrz,april|apr,mai,juni|jun,juli|jul,august|aug,september|sept|sep,oktober|okt,november|nov,dezember|dez',
    days: 'sonntag|so,montag|mo,dienstag|di,mittwoch|mi,donnerstag|do,freitag|fr,samstag|sa|sonnabend', back: 'heute,gestern,vorgestern',
    just: 'gerade eben|soeben', now: 'jetzt', ago: 'vor', one: 'einer|einem', last: 'letzten', link: 'um|den', frame: 'uhr',
    units: 'sekunde|sekunden|sek,minute|minuten|min,stunde|stunden|std,tag|tage|tagen,woche|wochen|wo,monat|monaten,jahr|jahren',
  },
  it: {
    months: 'gennaio|gen,febbraio|feb,marzo|mar,aprile|apr,maggio|mag,giugno|giu,luglio|lug,agosto|ago,settembre|sett|set,ottobre|ott,novembre|nov,dicembre|dic',
    days: 'domenica|dom,lunedì|lun,martedì|mar,mercoledì|mer,giovedì|gio,venerdì|ven,sabato|sab', back: "oggi,ieri,l'altro ieri|altroieri",
    just: 'proprio ora|poco fa', now: 'ora|adesso', ago: 'fa', one: 'un|una', last: 'scorso|scorsa', link: 'alle ore|alle|ore',
    units: 'secondo|secondi|sec,minuto|minuti|min,ora|ore,giorno|giorni|gg,settimana|settimane|sett,mese|mesi,anno|anni',
  },
  nl: {
    months: 'januari|jan,februari|feb,maart|mrt,april|apr,mei,juni|jun,juli|jul,augustus|aug,september|sep|sept,oktober|okt,november|nov,december|dec',
    days: 'zondag|zo,maandag|ma,dinsdag|di,woensdag|wo,donderdag|do,vrijdag|vr,zaterdag|za', back: 'vandaag,gisteren,eergisteren',
    just: 'zojuist|zonet', now: 'nu', ago: 'geleden', one: 'een', link: 'om', units: 'seconde|seconden|sec,minuut|minuten|min,uur,dag|dagen|dgn,week|weken,maand|maanden,jaar|jaren',
  },
  pl: {
    months: 'styczeń|stycznia|sty,luty|lutego|lut,marzec|marca|mar,kwiecień|kwietnia|kwi,maj|maja,czerwiec|czerwca|cze,lipiec|lipca|lip,sierpień|sierpnia|sie,wrzesień|września|wrz,październik|października|paź,listopad|listopada|lis,grudzień|grudnia|gru',
    days: 'niedziela|niedz,poniedziałek|pon,wtorek|wt,środa|śr,czwartek|czw,piątek|pt,sobota|sob', back: 'dzisiaj|dziś,wczoraj|wcz,przedwczoraj', just: 'przed chwilą', now: 'teraz', ago: 'temu', link: 'o',
    units: 'sekundę|sekundy|sekund|sek,minutę|minuty|minut|min,godzinę|godziny|godzin|godz,dzień|dni,tydzień|tygodnie|tygodni|tyg,miesiąc|miesiące|miesięcy|mies,rok|lata|lat',
  },
  ru: {
    months: 'январь|января|янв,февраль|февраля|февр|фев,март|марта|мар,апрель|апреля|апр,май|мая,июнь|июня|июн,июль|июля|июл,август|августа|авг,сентябрь|сентября|сент|сен,октябрь|октября|окт,ноябрь|ноября|нояб|ноя,декабрь|декабря|дек',
    days: 'воскресенье|вс,понедельник|пн,вторник|вт,среда|среду|ср,четверг|чт,пятница|пятницу|пт,суббота|субботу|сб', back: 'сегодня,вчера,позавчера', just: 'только что', now: 'сейчас', ago: 'назад', link: 'в|во', frame: 'г|года',
    units: 'секунду|секунды|секунд|сек|с,минуту|минуты|минут|мин,час|часа|часов|ч,день|дня|дней|дн,неделю|недели|недель|нед,месяц|месяца|месяцев|мес,год|года|лет',
  },
  uk: {
    months: 'січень|січня|січ,лютий|лютого|лют,березень|березня|бер,квітень|квітня|квіт,травень|травня|трав,червень|червня|черв,липень|липня|лип,серпень|серпня|серп,вересень|вересня|вер,жовтень|жовтня|жовт,листопад|листопада|лист,грудень|грудня|груд',
    days: "неділя|нд,понеділок|пн,вівторок|вт,середа|ср,четвер|чт,п'ятниця|пт,субота|сб", back: 'сьогодні,учора|вчора,позавчора', just: 'щойно', now: 'зараз', ago: 'тому', link: 'о|об', frame: 'р',
    units: 'секунду|секунди|секунд|сек|с,хвилину|хвилини|хвилин|хв,годину|години|годин|год,день|дні|днів|дн,тиждень|тижні|тижнів|тиж,місяць|місяці|місяців|міс,рік|роки|років',
  },
  tr: {
    months: 'ocak|oca,şubat|şub,mart|mar,nisan|nis,mayıs|may,haziran|haz,temmuz|tem,ağustos|ağu,eylül|eyl,ekim|eki,kasım|kas,aralık|ara', days: 'pazar|paz,pazartesi|pzt,salı|sal,çarşamba|çar,perşembe|per,cuma|cum,cumartesi|cmt',
    back: 'bugün,dün,evvelsi gün', just: 'az önce', now: 'şimdi', ago: 'önce', units: 'saniye|sn,dakika|dk,saat,gün,hafta|hf,ay,yıl',
  },
  id: {
    months: 'januari|jan,februari|feb,maret|mar,april|apr,mei,juni|jun,juli|jul,agustus|agu|agt,september|sep,oktober|okt,november|nov,desember|des', days: "minggu|min,senin|sen,selasa|sel,rabu|rab,kamis|kam,jumat|jum'at|jum,sabtu|sab",
    back: 'hari ini,kemarin,kemarin dulu|kemarin lusa|selumbari', just: 'baru saja', now: 'sekarang|baru', ago: 'yang lalu|lalu', units: 'detik|dtk,menit|mnt,jam,hari,minggu|mgg,bulan|bln,tahun|thn',
  },
  ms: {
    months: 'januari|jan,februari|feb,mac,april|apr,mei,jun,julai|jul,ogos|ogo,september|sep,oktober|okt,november|nov,disember|dis', days: 'ahad|ahd,isnin|isn,selasa|sel,rabu|rab,khamis|kha,jumaat|jum,sabtu|sab',
    back: 'hari ini,semalam', just: 'baru tadi', ago: 'yang lalu|lalu', link: 'pada', units: 'saat,minit|min,jam,hari,minggu|mgu,bulan,tahun',
  },
  fil: {
    months: 'enero|ene,pebrero|peb,marso|mar,abril|abr,mayo|may,hunyo|hun,hulyo|hul,agosto|ago,setyembre|set,oktubre|okt,nobyembre|nob,disyembre|dis', days: 'linggo|lin,lunes|lun,martes|mar,miyerkules|miy,huwebes|huw,biyernes|biy,sabado|sab',
    back: 'ngayong araw,kahapon', just: 'ngayon lang', now: 'ngayon', ago: 'ang nakalipas|ang nakaraan', link: 'nang|ng', units: 'segundo,minuto|min,oras,araw,linggo,buwan,taon',
  },
  th: {
    months: 'มกราคม|ม.ค,กุมภาพันธ์|ก.พ,มีนาคม|มี.ค,เมษายน|เม.ย,พฤษภาคม|พ.ค,มิถุนายน|มิ.ย,กรกฎาคม|ก.ค,สิงหาคม|ส.ค,กันยายน|ก.ย,ตุลาคม|ต.ค,พฤศจิกายน|พ.ย,ธันวาคม|ธ.ค',
    days: 'วันอาทิตย์|อาทิตย์,วันจันทร์|จันทร์,วันอังคาร|อังคาร,วันพุธ|พุธ,วันพฤหัสบดี|พฤหัสบดี|พฤหัส,วันศุกร์|ศุกร์,วันเสาร์|เสาร์',
    back: 'วันนี้,เมื่อวาน|เมื่อวานนี้,เมื่อวานซืน', just: 'เมื่อสักครู่|เมื่อสักครู่นี้|เมื่อครู่', now: 'ตอนนี้|ขณะนี้', ago: 'ที่แล้ว|ที่ผ่านมา|ก่อน', frame: 'ที่|เวลา|น|พ.ศ|ค.ศ', units: 'วินาที,นาที,ชั่วโมง|ชม,วัน,สัปดาห์,เดือน,ปี',
  },
};

/** As written before or after a clock of twelve hours, in any language. */
export const HALVES: Record<Half, Words> = {
  am: '上午|上晝|午前|오전|am|a.m|a. m|öö|sa|pg|дп',
  pm: '下午|下晝|午後|오후|pm|p.m|p. m|ös|ch|ptg|пп',
  dawn: '凌晨|새벽',
  morning: '早上|朝早|早晨|清晨|清早|아침',
  noon: '中午|正午',
  evening: '傍晚|晚上|晚间|晚間|夜晚|저녁',
  night: '半夜|午夜|深夜|夜里|夜裡',
};
/** Signs behind the numbers of a date or a clock. */
export const MARKS: Record<Mark, Words> = { Y: '年|년', M: '月|월', D: '日|号|號|일', h: '点|點|时|時|시|h', m: '分|분', s: '秒|초' };
/** The year before the first of each era. */
export const ERAS: Record<string, number> = { 民國: 1911, 民国: 1911, 中華民國: 1911, 令和: 2018 };
/** From the finest. */
export const UNITS: Unit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'];
/** Units that programs show without "ago". */
export const BRIEF = 's|sec|secs|m|min|mins|h|hr|hrs|d|w|wk|wks|mo|mos|y|yr|yrs';
/** Ages too coarse to count from. */
export const COARSE = '半小时前|半小時前|半个小时前|半個小時前|几分钟前|幾分鐘前|数分钟前|數分鐘前|几小时前|幾小時前|half an hour ago|a few minutes ago|few minutes ago|a few hours ago|vài phút trước|hace unos minutos|il y a quelques minutes|vor ein paar minuten';
/** Too common to name a day alone: "hier" is German for "here". */
export const COMMON = new Set(['hier']);
