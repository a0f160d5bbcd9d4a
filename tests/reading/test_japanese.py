"""Japanese, a language that is data alone: detection, dates, names, and what sentences of news claim."""

from __future__ import annotations

import pytest

import ikrar
from tests.reading.pages import dates, named


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "福岡市の市長が釜山市を訪問し、釜山市長と会談した。"),
        ("ja", "両市は友好都市提携を結んでおり、横浜市と上海市は港湾で協力している。"),
        ("ja", "スラバヤ市の代表団は北九州市役所を訪れた。"),
        ("zh", "福冈市市长访问釜山市，与釜山市市长举行会谈。"),
        ("zh", "日本橫濱市長率團訪問上海市，兩市簽署友好合作備忘錄。"),
        ("zh", "代表团参观了“の”字形艺术装置，横滨市长与上海市长会谈。"),
    ],
)
def test_kana_tell_japanese_from_chinese(lang: str, text: str) -> None:
    assert ikrar.read(text, published="2024-06-15").lang == lang


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("協定は令和6年5月14日に締結された。", ["2024-05-14"]),
        ("両市は平成元年に提携した。", ["1989"]),
        ("両県は昭和59年5月に提携した。", ["1984-05"]),
        ("両市は1984年（昭和59年）5月9日に提携した。", ["1984-05-09"]),
        ("一行は10月12日から18日まで滞在する。", ["2024-10-12/2024-10-18"]),
        ("一行は9月28日〜10月2日に滞在する。", ["2024-09-28/2024-10-02"]),
        ("代表団は5日、市役所を訪れた。", ["2024-06-05"]),
        ("代表団は5日（水）から7日（金）まで滞在した。", ["2024-06-05/2024-06-07"]),
        ("昨年11月に覚書を交わした。", ["2023-11"]),
        ("来年5月3日に式典を開く。", ["2025-05-03"]),
        ("昨年から交流が続く。", ["2023"]),
        ("来月、訪問団を送る。", ["2024-07"]),
        ("昨日、両市長が会談した。", ["2024-06-14"]),
        ("姉妹都市提携40周年を祝った。", ["1984"]),
        ("13日に到着し、翌日に会談した。", ["2024-06-13", "2024-06-14"]),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert [m.edtf for m in dates(text, "ja", "2024-06-15").moments] == expected


@pytest.mark.parametrize(
    "text", ["研修は3日間続いた。", "職員20人が参加した。", "1960年代の町並みが残る。", "会期は2か月だった。"]
)
def test_numbers_are_no_dates(text: str) -> None:
    assert dates(text, "ja", "2024-06-15").moments == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("横浜市の山中竹春市長が話した。", ["Yokohama|JP"]),
        ("インドネシア・スラバヤ市の市長が話した。", ["Surabaya|ID"]),
        ("米国カリフォルニア州リバーサイド市を訪れた。", ["Riverside|US"]),
        ("富山県と中国・遼寧省が会談した。", ["Toyama|JP", "Liaoning|CN"]),
        ("広島市と長崎市、ハノーバー市の市長が集まった。", ["Hiroshima|JP", "Nagasaki|JP", "Hannover|DE"]),
        ("駐日インドネシア大使が県庁を訪れた。", ["Indonesia|ID"]),
        ("バリアフリーの設備とソウルフードを紹介した。", []),
        ("パリ市とバリ州は遠い。", ["Paris|FR", "Bali|ID"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert named(text, "ja") == expected


SENTENCES = [
    (
        "スラバヤ市のバユ・ヌグロホ市長が5日、北九州市を訪問した。",
        ["visit done Surabaya|ID > Kitakyushu|JP 2024-06-05"],
    ),
    (
        "北九州市の松尾市長は5日、スラバヤ市を訪れ、エリ市長と会談した。",
        ["visit done Kitakyushu|JP > Surabaya|ID 2024-06-05", "meeting done Kitakyushu|JP + Surabaya|ID 2024-06-05"],
    ),
    (
        "仙台市は来年、大連市に訪問団を派遣する予定だ。仙台市の市長が発表した。",
        ["visit planned Sendai|JP > Dalian|CN 2025"],
    ),
    (
        "広島市とハノーバー市は1983年に姉妹都市提携に調印した。",
        ["agreement done Hannover|DE + Hiroshima|JP 1983"],
    ),
    (
        "大阪市とメルボルン市は12日、港湾の協力に関する覚書を締結した。",
        ["agreement done Melbourne|AU + Osaka|JP 2024-06-12"],
    ),
    (
        "鹿児島市は13日、イタリア・ナポリ市との友好交流協定を更新した。",
        ["agreement renewed Kagoshima|JP + Naples|IT 2024-06-13"],
    ),
    (
        "名古屋市は南京市との姉妹都市提携を解消した。",
        ["agreement ended Nagoya|JP + Nanjing|CN None"],
    ),
    (
        "横浜市は上海市と1973年から友好都市提携を結んでいる。",
        ["partnership done Shanghai|CN + Yokohama|JP 1973"],
    ),
    (
        "神戸市の久保田市長は、来年5月に開かれる国際フォーラムにシアトル市の市長を招待した。",
        ["invitation done Kobe|JP > Seattle|US 2025-05"],
    ),
    (
        "長崎市の市長はポルト市の招待を受け、来年秋にポルト市を訪れる。",
        ["invitation done Porto|PT > Nagasaki|JP 2025", "visit planned Nagasaki|JP > Porto|PT 2025"],
    ),
    (
        "新潟市の市長はウラジオストク市に廃棄物分野の技術支援を申し出た。",
        ["offer done Niigata|JP > Vladivostok|RU None"],
    ),
    (
        "札幌市の市長はミュンヘン市の環境政策に関心を示した。",
        ["interest done Sapporo|JP > Munich|DE None"],
    ),
    (
        "サンフランシスコ市の市長は、大阪市に防災分野の専門家の派遣を要請した。",
        ["request done San Francisco|US > Osaka|JP None"],
    ),
    (
        "釜山市の市長は福岡市の提案を受け入れた。",
        ["acceptance done Busan|KR > Fukuoka|JP None"],
    ),
    (
        "スラバヤ市の市長が北九州市の市長と会談した。両市は水道分野で協力することで合意した。",
        ["meeting done Kitakyushu|JP + Surabaya|ID None", "plan planned Kitakyushu|JP + Surabaya|ID None"],
    ),
    (
        "川崎市の福田市長は、瀋陽市にマスク5万枚を寄贈したと発表した。",
        ["delivery done Kawasaki|JP > Shenyang|CN None"],
    ),
    (
        "バンドン市の市長は、浜松市の代表団に対し、バンドン市は環境都市を目指していると説明した。",
        ["aim done Bandung|ID None"],
    ),
    (
        "ナポリ市は観光が盛んな港町で、鹿児島市と共通点が多い。ナポリ市の市長が語った。",
        ["trait done Naples|IT None"],
    ),
]


def told(claim: ikrar.Claim) -> str:
    if claim.from_:
        sides = " > ".join(" + ".join(sorted(p.key for p in side)) for side in (claim.from_, claim.to))
    else:
        sides = " + ".join(sorted(p.key for p in claim.parties))
    return f"{claim.kind} {claim.state} {sides} {claim.when}"


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[e[0] for _, e in SENTENCES])
def test_sentences(text: str, expected: list[str]) -> None:
    found = {told(c) for c in ikrar.read(text, published="2024-06-15").claims}
    assert set(expected) <= found


@pytest.mark.parametrize(
    "text",
    [
        "横浜市は上海市への訪問団の派遣を中止した。市長が5日に発表した。",
        "広島市の市長とハノーバー市の市長は会談しなかった。",
        "両市長は友好を深めたいと述べた。横浜市と上海市の市長があいさつした。",
        "札幌市の市長が記者会見し、昨年はソウル市から訪れた観光客が最も多かったと述べた。",
        "京都市の市長は「姉妹都市は市民の宝だ」と話した。パリ市の市長の写真も展示された。",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert ikrar.read(text, published="2024-06-15").claims == ()


def test_fields_and_evidence_are_the_texts_own() -> None:
    text = "大阪市とメルボルン市は12日、港湾と観光の協力に関する覚書を締結した。"
    (claim,) = ikrar.read(text, published="2024-06-15").claims
    assert set(claim.fields) == {"ports-logistics", "tourism"}
    assert claim.evidence[0].quote in text
