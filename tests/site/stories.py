"""Texts of our own and what they claim, for the pages' tests: five partnerships over years, three languages.

The events are made up. A claim is (kind, state, from, to, parties, what, fields, when, quote); the quote's
place is looked up in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

SURABAYA, XIAMEN = "Surabaya|ID", "Xiamen|CN"
BANDUNG, SUWON = "Bandung|ID", "Suwon|KR"
SEMARANG, BRISBANE = "Semarang|ID", "Brisbane|AU"
YOGYA, KYOTO = "Special Region of Yogyakarta|ID", "Kyoto Prefecture|JP"
NTT, NT = "East Nusa Tenggara|ID", "Northern Territory|AU"


@dataclass(frozen=True)
class Told:
    """One claim of a story."""

    kind: str
    quote: str
    sides: tuple[str, ...]
    what: str | None = None
    fields: tuple[str, ...] = ()
    when: str | None = None
    state: str = "done"
    confidence: float = 0.9


@dataclass(frozen=True)
class Story:
    ident: str
    lang: str
    published: str
    title: str
    text: str
    told: tuple[Told, ...]
    url: str = ""


STORIES = (
    Story(
        "surabaya-xiamen-2019",
        "id",
        "2019-03-12",
        "Surabaya dan Xiamen perbarui kerja sama sister city",
        "SURABAYA – Pemerintah Kota Surabaya dan Pemerintah Kota Xiamen menandatangani nota kesepahaman baru di Balai"
        " Kota, Senin (11/3/2019). Nota itu meliputi perdagangan, pelabuhan dan pariwisata, dan berlaku lima tahun.\n\n"
        "Surabaya dan Xiamen telah menjadi kota kembar sejak 2006. Rombongan Xiamen yang beranggotakan dua belas orang"
        " berkunjung ke Surabaya selama tiga hari.\n\n"
        "“Kami menawarkan sepuluh beasiswa setahun bagi pelajar Surabaya untuk belajar di Universitas Xiamen,” kata"
        " wakil wali kota Xiamen. Pemkot Surabaya menyambut baik tawaran beasiswa itu dan akan mengirim angkatan"
        " pertama pada September 2019.",
        (
            Told(
                "agreement",
                "Pemerintah Kota Surabaya dan Pemerintah Kota Xiamen menandatangani nota kesepahaman baru"
                " di Balai Kota, Senin (11/3/2019)",
                (SURABAYA, XIAMEN),
                "nota kesepahaman",
                ("trade", "ports-logistics", "tourism"),
                "2019-03-11",
            ),
            Told(
                "partnership",
                "Surabaya dan Xiamen telah menjadi kota kembar sejak 2006",
                (SURABAYA, XIAMEN),
                None,
                (),
                "2006",
            ),
            Told(
                "visit",
                "Rombongan Xiamen yang beranggotakan dua belas orang berkunjung ke Surabaya selama tiga hari",
                (XIAMEN, SURABAYA),
                None,
                (),
                "2019-03-11/2019-03-13",
            ),
            Told(
                "offer",
                "Kami menawarkan sepuluh beasiswa setahun bagi pelajar Surabaya untuk belajar di Universitas Xiamen",
                (XIAMEN, SURABAYA),
                "sepuluh beasiswa setahun",
                ("scholarships", "education"),
                "2019-09",
            ),
            Told(
                "acceptance",
                "Pemkot Surabaya menyambut baik tawaran beasiswa itu",
                (SURABAYA, XIAMEN),
                "tawaran beasiswa",
                ("scholarships",),
                None,
            ),
        ),
        "https://example.org/berita/surabaya-xiamen",
    ),
    Story(
        "xiamen-surabaya-2024",
        "zh",
        "2024-05-20",
        "厦门与泗水续签友好城市合作备忘录",
        "本报讯 5月18日，厦门市市长与印度尼西亚泗水市市长在厦门会见，双方续签了两市友好城市合作备忘录，有效期五年。\n\n"
        "泗水市政府邀请厦门市派团参加将于2027年3月举行的泗水国际港口城市论坛。厦门市表示愿意在智慧港口、垃圾分类和职业教育领域"
        "向泗水提供培训，首批二十名泗水公务员将于2026年10月来厦门学习。\n\n"
        "双方商定在2026年12月前共同开通一条直达货运航线。",
        (
            Told(
                "meeting",
                "5月18日，厦门市市长与印度尼西亚泗水市市长在厦门会见",
                (XIAMEN, SURABAYA),
                None,
                (),
                "2024-05-18",
            ),
            Told(
                "agreement",
                "双方续签了两市友好城市合作备忘录，有效期五年",
                (SURABAYA, XIAMEN),
                "友好城市合作备忘录",
                (),
                "2024-05-18",
                "renewed",
            ),
            Told(
                "invitation",
                "泗水市政府邀请厦门市派团参加将于2027年3月举行的泗水国际港口城市论坛",
                (SURABAYA, XIAMEN),
                "泗水国际港口城市论坛",
                ("ports-logistics",),
                "2027-03",
            ),
            Told(
                "offer",
                "厦门市表示愿意在智慧港口、垃圾分类和职业教育领域向泗水提供培训，首批二十名泗水公务员将于2026年"
                "10月来厦门学习",
                (XIAMEN, SURABAYA),
                "培训",
                ("ports-logistics", "waste", "education"),
                "2026-10",
            ),
            Told(
                "visit",
                "首批二十名泗水公务员将于2026年10月来厦门学习",
                (SURABAYA, XIAMEN),
                None,
                ("public-administration",),
                "2026-10",
                "planned",
                0.62,
            ),
            Told(
                "plan",
                "双方商定在2026年12月前共同开通一条直达货运航线",
                (SURABAYA, XIAMEN),
                "直达货运航线",
                ("ports-logistics", "trade"),
                "2026-12",
                "planned",
            ),
        ),
        "https://example.org/news/xiamen-sishui",
    ),
    Story(
        "bandung-suwon-2017",
        "en",
        "2017-08-29",
        "Suwon marks twenty years with Bandung",
        "SUWON – The mayors of Suwon and Bandung met on Monday to mark the twentieth anniversary of the sister-city"
        " agreement that the two cities signed on 25 August 1997.\n\n"
        "Suwon pledged to help rebuild a village road in Bandung's southern hills and to send a team of engineers by"
        " the end of the year. Bandung invited Suwon's dance company to the Asia Africa Festival in April 2018.\n\n"
        "Both cities agreed to exchange ten civil servants a year in public administration and urban planning.",
        (
            Told("meeting", "The mayors of Suwon and Bandung met on Monday", (SUWON, BANDUNG), None, (), "2017-08-28"),
            Told(
                "agreement",
                "the sister-city agreement that the two cities signed on 25 August 1997",
                (BANDUNG, SUWON),
                "sister-city agreement",
                (),
                "1997-08-25",
            ),
            Told(
                "offer",
                "Suwon pledged to help rebuild a village road in Bandung's southern hills and to send a team"
                " of engineers by the end of the year",
                (SUWON, BANDUNG),
                "rebuild a village road",
                ("transport",),
                "2017-12",
            ),
            Told(
                "visit",
                "send a team of engineers by the end of the year",
                (SUWON, BANDUNG),
                "team of engineers",
                (),
                "2017-12",
                "planned",
                0.55,
            ),
            Told(
                "invitation",
                "Bandung invited Suwon's dance company to the Asia Africa Festival in April 2018",
                (BANDUNG, SUWON),
                "Asia Africa Festival",
                ("culture",),
                "2018-04",
            ),
            Told(
                "plan",
                "Both cities agreed to exchange ten civil servants a year in public administration and urban planning",
                (BANDUNG, SUWON),
                "exchange ten civil servants a year",
                ("public-administration", "urban-planning"),
                None,
                "planned",
            ),
        ),
        "https://example.com/suwon-bandung-20",
    ),
    Story(
        "bandung-suwon-2018",
        "id",
        "2018-05-02",
        "Penari Suwon memukau warga Bandung",
        "BANDUNG – Kelompok tari Kota Suwon tampil pada Asia Africa Festival di Bandung, Sabtu (28/4/2018), memenuhi"
        " undangan Pemerintah Kota Bandung.\n\nWali Kota Bandung menerima rombongan itu di Pendopo.",
        (
            Told(
                "delivery",
                "Kelompok tari Kota Suwon tampil pada Asia Africa Festival di Bandung, Sabtu (28/4/2018)",
                (SUWON, BANDUNG),
                "Asia Africa Festival",
                ("culture",),
                "2018-04-28",
            ),
            Told(
                "meeting",
                "Wali Kota Bandung menerima rombongan itu di Pendopo",
                (BANDUNG, SUWON),
                None,
                (),
                "2018-04-28",
            ),
        ),
    ),
    Story(
        "semarang-brisbane-2026",
        "en",
        "2026-09-30",
        "Brisbane and Semarang look at floods together",
        "The Lord Mayor of Brisbane received the Mayor of Semarang at City Hall on Tuesday. The two signed a letter of"
        " intent on water and climate.\n\n"
        "Semarang is interested in learning how Brisbane maps its floods. Brisbane offered to lend three hydrologists"
        " for six weeks from 1 November 2026, and asked Semarang to share the tide records of its port by 15 November"
        " 2026.\n\n"
        "“We will visit Semarang in February,” the Lord Mayor said. Both are low-lying port cities at the mouth of a"
        " river. Semarang aims to be free of tidal floods by 2035.",
        (
            Told(
                "meeting",
                "The Lord Mayor of Brisbane received the Mayor of Semarang at City Hall on Tuesday",
                (BRISBANE, SEMARANG),
                None,
                (),
                "2026-09-29",
            ),
            Told(
                "agreement",
                "The two signed a letter of intent on water and climate",
                (BRISBANE, SEMARANG),
                "letter of intent",
                ("water", "climate"),
                "2026-09-29",
            ),
            Told(
                "interest",
                "Semarang is interested in learning how Brisbane maps its floods",
                (SEMARANG, BRISBANE),
                "how Brisbane maps its floods",
                ("water", "disaster"),
                None,
            ),
            Told(
                "offer",
                "Brisbane offered to lend three hydrologists for six weeks from 1 November 2026",
                (BRISBANE, SEMARANG),
                "three hydrologists for six weeks",
                ("water",),
                "2026-11-01/2026-12-13",
            ),
            Told(
                "request",
                "asked Semarang to share the tide records of its port by 15 November 2026",
                (BRISBANE, SEMARANG),
                "the tide records of its port",
                ("water", "ports-logistics"),
                "2026-11-15",
            ),
            Told(
                "visit", "We will visit Semarang in February", (BRISBANE, SEMARANG), None, (), "2027-02", "planned", 0.7
            ),
            Told(
                "trait",
                "Both are low-lying port cities at the mouth of a river",
                (BRISBANE, SEMARANG),
                "low-lying port cities",
                ("ports-logistics",),
                None,
            ),
            Told(
                "aim",
                "Semarang aims to be free of tidal floods by 2035",
                (SEMARANG,),
                "free of tidal floods",
                ("water",),
                "2035",
            ),
        ),
        "https://example.org/council/semarang",
    ),
    Story(
        "yogya-kyoto-2022",
        "id",
        "2022-07-16",
        "Pemerintah Daerah Istimewa Yogyakarta dan Prefektur Kyoto memperpanjang pernyataan bersama tentang"
        " pelestarian warisan budaya dan penanggulangan bencana",
        "YOGYAKARTA – Gubernur Daerah Istimewa Yogyakarta dan Gubernur Prefektur Kyoto memperpanjang pernyataan bersama"
        " tentang pelestarian warisan budaya, penanggulangan bencana, dan pertukaran pemuda pada 15 Juli 2022, tepat"
        " tiga puluh tujuh tahun setelah keduanya menjadi provinsi kembar pada 15 Juli 1985.\n\n"
        "Prefektur Kyoto mengundang perajin batik dan perak dari Yogyakarta ke Pameran Kerajinan Tradisional Kyoto pada"
        " 20-25 November 2026 dan akan menanggung biaya tempat serta penginapan.\n\n"
        "Daerah Istimewa Yogyakarta menawarkan pelatihan evakuasi gunung api bagi petugas Kyoto.",
        (
            Told(
                "agreement",
                "Gubernur Daerah Istimewa Yogyakarta dan Gubernur Prefektur Kyoto memperpanjang"
                " pernyataan bersama tentang pelestarian warisan budaya, penanggulangan bencana, dan pertukaran pemuda"
                " pada 15 Juli 2022",
                (YOGYA, KYOTO),
                "pernyataan bersama tentang pelestarian warisan budaya, penanggulangan bencana, dan pertukaran pemuda",
                ("heritage", "disaster", "youth"),
                "2022-07-15",
                "renewed",
            ),
            Told(
                "partnership",
                "keduanya menjadi provinsi kembar pada 15 Juli 1985",
                (YOGYA, KYOTO),
                None,
                (),
                "1985-07-15",
            ),
            Told(
                "invitation",
                "Prefektur Kyoto mengundang perajin batik dan perak dari Yogyakarta ke Pameran Kerajinan"
                " Tradisional Kyoto pada 20-25 November 2026",
                (KYOTO, YOGYA),
                "Pameran Kerajinan Tradisional Kyoto",
                ("creative-economy", "heritage"),
                "2026-11-20/2026-11-25",
            ),
            Told(
                "offer",
                "akan menanggung biaya tempat serta penginapan",
                (KYOTO, YOGYA),
                "biaya tempat serta penginapan",
                (),
                "2026-11-20/2026-11-25",
                "done",
                0.48,
            ),
            Told(
                "offer",
                "Daerah Istimewa Yogyakarta menawarkan pelatihan evakuasi gunung api bagi petugas Kyoto",
                (YOGYA, KYOTO),
                "pelatihan evakuasi gunung api",
                ("disaster",),
                None,
            ),
        ),
    ),
    Story(
        "ntt-nt-2025",
        "en",
        "2025-02-03",
        "Northern Territory and East Nusa Tenggara plan cattle and solar",
        "DARWIN – The Northern Territory and East Nusa Tenggara are preparing a memorandum on agriculture, renewable"
        " energy and fisheries, to be signed in June 2025.\n\nA delegation from Kupang visited Darwin from 27 to 31"
        " January 2025 and asked for training in the care of cattle.",
        (
            Told(
                "agreement",
                "The Northern Territory and East Nusa Tenggara are preparing a memorandum on agriculture,"
                " renewable energy and fisheries, to be signed in June 2025",
                (NT, NTT),
                "memorandum",
                ("agriculture", "energy", "fisheries"),
                "2025-06",
                "planned",
            ),
            Told(
                "visit",
                "A delegation from Kupang visited Darwin from 27 to 31 January 2025",
                (NTT, NT),
                None,
                (),
                "2025-01-27/2025-01-31",
            ),
            Told(
                "request",
                "asked for training in the care of cattle",
                (NTT, NT),
                "training in the care of cattle",
                ("agriculture", "employment"),
                None,
            ),
        ),
    ),
)
