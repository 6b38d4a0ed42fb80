"""The jinja2 environment of the templates folder: templates hold layout, no decisions."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from translator.resources import data_folder


@lru_cache(maxsize=1)
def environment() -> Environment:
    """An environment in which a name that a template misses is an error."""
    return Environment(
        loader=FileSystemLoader(data_folder("templates"), encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def exists(template: str) -> bool:
    """Whether the `templates` folder has a template."""
    return (data_folder("templates") / template).is_file()


def render(template: str, **values: object) -> str:
    """The text of a template of the `templates` folder."""
    return environment().get_template(template).render(**values)
