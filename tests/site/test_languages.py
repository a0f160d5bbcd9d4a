"""Every page in Indonesian, English and Chinese: nothing is left untranslated, and the catalogues match the pages."""

from __future__ import annotations

import gettext
import re
import tomllib
from io import BytesIO

import pytest
from django.utils import translation

from ikrar.ontology import fields, label
from ikrar.register.kinds import KINDS, STATES
from ikrar.register.models import Agreement, Commitment, Partnership, StoredDocument
from ikrar.site import catalogue
from ikrar.site.shown import dates
from tests.site.page import Page, words

FOLDERS = list(catalogue.LANGUAGES)
HOLE = re.compile(r"%\(\w+\)s|%%|%s")


class TestCatalogues:
    def test_there_are_messages_to_compare(self):
        assert len(catalogue.used()) > 200

    @pytest.mark.parametrize("folder", FOLDERS)
    def test_every_message_of_the_pages_has_words_and_no_other_is_kept(self, folder):
        kept = {m.id if isinstance(m.id, str) else tuple(m.id) for m in catalogue.kept(folder) if m.id}
        assert kept == catalogue.used()
        assert catalogue.empty(catalogue.kept(folder)) == []

    @pytest.mark.parametrize("folder", FOLDERS)
    def test_what_is_filled_in_is_the_same_in_every_language(self, folder):
        for message in catalogue.kept(folder):
            if message.id:
                one, other = (m if isinstance(m, str) else m[-1] for m in (message.id, message.string))
                assert sorted(HOLE.findall(one)) == sorted(HOLE.findall(other)), one

    @pytest.mark.parametrize("folder", FOLDERS)
    def test_the_compiled_file_says_what_the_written_one_says(self, folder):
        with catalogue.path_of(folder, "mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)._catalog
        fresh = gettext.GNUTranslations(BytesIO(catalogue.compiled(catalogue.kept(folder))))._catalog
        assert {k: v for k, v in compiled.items() if k} == {k: v for k, v in fresh.items() if k}

    @pytest.mark.parametrize("folder", FOLDERS)
    def test_bringing_it_up_to_date_changes_nothing(self, folder):
        assert catalogue.brought_up_to_date(folder) == catalogue.path_of(folder).read_text()

    def test_indonesian_is_not_english_and_chinese_is_chinese(self):
        def worded(message) -> bool:
            """Whether it has words of its own: some only put names in their order."""
            written = message.id if isinstance(message.id, str) else "".join(message.id)
            return any(map(str.isalpha, HOLE.sub("", written).replace("Ikrar", "")))

        for message in catalogue.kept("zh_Hans"):
            if worded(message):
                said = message.string if isinstance(message.string, str) else message.string[0]
                assert re.search(r"[\u4e00-\u9fff]", said), said
        same = {m.id for m in catalogue.kept("id") if worded(m) and m.id == m.string}
        assert same <= {"Status", "Administrator"}

    def test_numbers_stand_beside_chinese_without_a_space_as_dates_do(self):
        numbers = re.compile(
            r"[\u4e00-\u9fff] %\((n|of|shown|total|left)\)s|%\((n|of|shown|total|left)\)s [\u4e00-\u9fff]"
        )
        for message in catalogue.kept("zh_Hans"):
            for said in (message.string,) if isinstance(message.string, str) else message.string:
                assert not numbers.search(said), said

    @pytest.mark.parametrize("code", ["id", "en", "zh"])
    def test_every_code_that_pages_show_has_words(self, code):
        statuses = [*Commitment.Status.values, *Agreement.Status.values, *Partnership.Status.values]
        for name in [*KINDS, *STATES, *fields(), *statuses]:
            assert label(name, code) != name or code == "en", name


TERMS = tomllib.loads((catalogue.HERE / "locale" / "terms.toml").read_text())
PERMISSIONS = tomllib.loads((catalogue.HERE.parent / "office" / "permissions.toml").read_text())


def said_of(term: dict, code: str) -> dict[str, str]:
    """What the pages say in a language where the English has this word, by the English."""
    folder = next(f for f, c in catalogue.LANGUAGES.items() if c == code)
    pairs = [
        (m.id if isinstance(m.id, str) else m.id[-1], m.string if isinstance(m.string, str) else m.string[-1])
        for m in catalogue.kept(folder)
        if m.id
    ]
    pairs += [(p["label"]["en"], p["label"][code]) for p in PERMISSIONS.values()]
    has, but = re.compile(rf"\b({term['en']})\b", re.I), term.get("but", [])
    return {en: said for en, said in pairs if has.search(en) and not any(word in en for word in but)}


@pytest.mark.parametrize("code", ["id", "zh"])
class TestOneThingHasOneName:
    """The central words of `locale/terms.toml`."""

    @pytest.mark.parametrize("name", TERMS)
    def test_nothing_is_called_what_it_is_not(self, name, code):
        for en, said in said_of(TERMS[name], code).items():
            wrong = [word for word in TERMS[name].get("instead", {}).get(code, ()) if word in said.lower()]
            assert not wrong, f"{en}: {said}"

    @pytest.mark.parametrize(
        "name", ["claim", "register", "document", "entry", "journal", "inbox", "pledge", "agreement"]
    )
    def test_each_is_called_by_its_name(self, name, code):
        called = [TERMS[name][code] in said.lower() for said in said_of(TERMS[name], code).values()]
        assert sum(called) >= len(called) * 0.7 > 0  # Some sentences do without the word.


LATIN = re.compile(r"[A-Za-z]{3,}")
# What stands in Latin letters in every language: names, addresses, formats, what a person types.
NAMES = re.compile(
    r"Ikrar|Indonesia|English|GeoNames|Unicode|CLDR|Apache|pycountry|Debian|iso-codes|LGPL|ISO|HTML|PDF|DOCX|ratna|Enter"
    r"|Shanghai|ikrar file [\w./]+|[\w.]+\.(?:org|com)|CC BY"
)


def own_words(page: Page) -> str:
    """What the page itself says: without words of sources, names of parties, and what was typed."""
    quoted = "*[contains(@class, 'source-title') or contains(@class, 'words') or contains(@class, 'prose')]"
    for e in page.all(
        f"//{quoted} | //*[@class='context'] | //option | //datalist | //script | //style | //pre | //cite | //svg//a"
    ):
        e.drop_tree()
    said = words(page.one("//body"))
    labels = page.tree.xpath("//@aria-label | //@placeholder | //*[not(self::time)]/@title")
    return " ".join([said, *map(str, labels)])


@pytest.mark.django_db
class TestPages:
    def addresses(self) -> list[str]:
        document = StoredDocument.objects.get(ident="xiamen-surabaya-2024")
        pair = next(p for p in Partnership.objects.with_parties() if "Xiamen" in str(p))
        pledge = Commitment.objects.filter(partnership=pair).first()
        agreement = Agreement.objects.filter(partnership=pair).first()
        return [
            "/",
            "/partners/",
            f"/partners/{pair.pk}/",
            f"/parties/{pair.party_a_id}/",
            f"/entries/{pledge.pk}/",
            f"/entries/{agreement.pk}/",
            "/documents/",
            f"/documents/{document.pk}/",
            "/inbox/",
            f"/inbox/{document.claims.first().pk}/?document={document.pk}",
            "/search/",
            "/search/?q=zzzz",
            "/about/",
            *(
                f"/attention/{code}/"
                for code in ("overdue", "due", "expiring", "unanswered", "kept", "again", "recent")
            ),
        ]

    def test_in_chinese_a_page_has_no_word_in_latin_letters_of_its_own(self, register, officer):
        officer.post("/language/", {"language": "zh-hans", "next": "/"})
        cities = {"Surabaya", "Xiamen", "Bandung", "Suwon", "Semarang", "Brisbane", "Special", "Region", "Yogyakarta"}
        cities |= {"Kyoto", "Prefecture", "East", "Nusa", "Tenggara", "Northern", "Territory", "zzzz"}
        for address in self.addresses():
            page = Page(address, officer.get(address).content.decode())
            assert page.tree.get("lang") == "zh-Hans"
            left = set(LATIN.findall(NAMES.sub("", own_words(page)))) - cities
            assert not left, f"{address}: {left}"

    def test_in_indonesian_no_english_message_is_left(self, register, officer):
        officer.post("/language/", {"language": "id", "next": "/"})
        english = {m for m in catalogue.used() if isinstance(m, str) and len(m) > 6 and "%" not in m}
        english -= {m.id for m in catalogue.kept("id") if m.id == m.string}
        for address in self.addresses():
            page = Page(address, officer.get(address).content.decode())
            assert page.tree.get("lang") == "id"
            said = own_words(page)
            assert not [m for m in english if re.search(rf"\b{re.escape(m)}\b", said)], address

    def test_the_language_is_kept_and_one_stays_on_the_page(self, register, officer):
        answer = officer.post("/language/", {"language": "id", "next": "/search/?q=port"})
        assert answer.url == "/search/?q=port"
        assert Page("/", officer.get("/").content.decode()).tree.get("lang") == "id"
        pressed = Page("/", officer.get("/").content.decode()).one("//button[@aria-pressed='true']")
        assert (words(pressed), pressed.get("lang")) == ("Indonesia", "id")

    def test_a_stranger_is_met_in_the_language_of_their_browser(self, client):
        page = Page("/", client.get("/sign-in/", headers={"accept-language": "zh-CN,zh;q=0.9"}).content.decode())
        assert page.title == "登录"
        page = Page("/", client.get("/sign-in/", headers={"accept-language": "id"}).content.decode())
        assert page.title == "Masuk"


class TestDates:
    @pytest.mark.parametrize(
        ("code", "edtf", "written"),
        [
            ("en", "2026-11-05", "5 Nov 2026"),
            ("id", "2026-11-05", "5 Nov 2026"),
            ("zh-hans", "2026-11-05", "2026年11月5日"),
            ("en", "2026-11", "Nov 2026"),
            ("id", "2026-08", "Agu 2026"),
            ("zh-hans", "2026-11", "2026年11月"),
            ("zh-hans", "2026", "2026年"),
            ("en", "2026", "2026"),
            ("en", "2026-11-05/2026-11-10", "5–10 Nov 2026"),
            ("id", "2026-11-05/2026-12-10", "5 Nov – 10 Des 2026"),
            ("en", "2026-11-05/2026-11-05", "5 Nov 2026"),
            ("en", "2024/2028", "2024 – 2028"),
            ("en", "some day", "some day"),
            ("en", None, ""),
        ],
    )
    def test_a_date_is_written_as_the_language_writes_it(self, code, edtf, written):
        with translation.override(code):
            assert " ".join(dates.written(edtf).replace("\u2009", " ").split()) == written

    def test_a_date_tells_how_far_away_it_is(self):
        from datetime import date

        with translation.override("en"):
            assert dates.title("2026-11-15", date(2026, 11, 24)) == "Sunday, 15 November 2026 · 9 days ago"
            assert dates.title("2026-11-24", date(2026, 11, 24)).endswith("· today")
