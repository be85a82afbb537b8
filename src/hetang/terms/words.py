"""A text in both languages of the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    @classmethod
    def of(cls, value: Mapping[str, str] | str) -> Text:
        """From `{"zh", "en"}`; where one language is missing the other stands in; a plain string stands for both."""
        if isinstance(value, str):
            return cls(value, value)
        zh, en = value.get("zh"), value.get("en")
        return cls(zh if zh is not None else en or "", en if en is not None else zh or "")

    def to_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    def text(self, lang: str) -> str:
        return self.en if lang.startswith("en") else self.zh

    def filled(self, **values: object) -> Text:
        """Each `{name}` replaced by its value; unlike str.format, braces in a value mean nothing."""
        zh, en = self.zh, self.en
        for name, value in values.items():
            said = value if isinstance(value, Text) else Text(str(value), str(value))
            zh, en = zh.replace("{" + name + "}", said.zh), en.replace("{" + name + "}", said.en)
        return Text(zh, en)
