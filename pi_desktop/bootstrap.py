"""The one place where the parts are put together.

Starting the program passes through here, so what is slow to load is loaded only where it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pi_desktop.store.reader import Reader as Reader
    from pi_desktop.store.unit_of_work import Changed as Changed
    from pi_desktop.store.unit_of_work import UnitOfWork as UnitOfWork
