"""Whether a service is complete and true today: what its carrier is told to do next."""

import datetime
from dataclasses import dataclass

from carriers.enums import AreaRole
from carriers.models import Solution, TariffGrid

EXPIRES_SOON = datetime.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class ServiceState:
    """A solution read with its areas and the grids that have not ended."""

    solution: Solution
    today: datetime.date

    @property
    def in_force(self) -> list[TariffGrid]:
        return [grid for grid in self.solution.grids.all() if grid.first_day <= self.today]

    @property
    def to_come(self) -> list[TariffGrid]:
        return [grid for grid in self.solution.grids.all() if grid.first_day > self.today]

    @property
    def tasks(self) -> list[str]:
        """What is missing, most urgent first."""
        found = []
        roles = {area.role for area in self.solution.areas.all()}
        if self.solution.carries_goods:
            if AreaRole.DELIVERY not in roles and self.solution.kind in ("carrier", "parcel", "platform"):
                found.append("Dites où il livre : sans cela, aucun producteur ne le trouve.")
            found += self._about_prices()
        attested_until = self.solution.atp_expires_on
        if attested_until and attested_until < self.today:
            found.append("L’attestation ATP est dépassée : donnez sa nouvelle date.")
        return found

    def _about_prices(self) -> list[str]:
        if self.solution.kind in ("co_delivery", "storage"):
            return []
        if not self.in_force:
            return ["Aucune grille de prix n’est en vigueur : le calculateur répond « sur devis »."]
        successors = {grid.purpose for grid in self.to_come}
        return [
            f"« {grid.name} » finit bientôt, et rien ne la suit."
            for grid in self.in_force
            if grid.last_day and grid.last_day <= self.today + EXPIRES_SOON and grid.purpose not in successors
        ]
