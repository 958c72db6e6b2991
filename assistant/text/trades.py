"""One word for all trades, and one for all those they serve: a judgement must not depend on either."""

from __future__ import annotations

_TRADE, _SERVED = "technician", "customer"
_TRADES = (
    "accountant actor actuary administrator analyst animator archivist assembler auditor baker banker barber "
    "barista barman bartender beautician beekeeper biologist blacksmith boilermaker bookbinder bookkeeper brewer "
    "bricklayer builder butcher cabinetmaker carer caretaker carpenter cashier caterer cheesemaker chef chemist "
    "chiropodist cleaner clerk coder confectioner conservator consultant cook copywriter coroner courier curator "
    "dancer decorator dentist designer developer dietitian dispatcher distiller docker doctor dressmaker driver "
    "editor electrician embalmer engineer estimator fabricator farmer farrier firefighter fisherman fishmonger "
    "fitter florist forester fundraiser gardener geologist glazier goldsmith gravedigger groundsman gunsmith "
    "hairdresser handyman housekeeper hygienist illustrator interpreter janitor jeweller joiner journalist "
    "kitchenhand labourer landscaper laundress lawyer lecturer librarian lifeguard locksmith logistician luthier "
    "machinist maltster mason mechanic mechatronician metalworker midwife milkman miller miner musician notary "
    "nurse operative optician optometrist orderly packer painter paralegal paramedic pathologist pharmacist "
    "photographer physicist physiotherapist picker plasterer plumber porter postman programmer projectionist "
    "proofreader psychologist radiographer receptionist recruiter repairer reporter researcher restorer rigger "
    "roofer saddler sailor salesman salesperson saleswoman scaffolder scientist sculptor seamstress secretary "
    "shepherd shipwright shoemaker signaller solicitor sommelier statistician stevedore steward stonemason "
    "surgeon surveyor tailor teacher technician tester tiler toolmaker translator tutor typesetter underwriter "
    "upholsterer veterinarian violinist waiter waitress warehouseman watchmaker weaver welder woodworker "
    "zookeeper"
).split()
"""Trades that are hardly ever anything else: no word that also names a thing (“printer”), a rank (“manager”, “officer”) or a
part in a talk (“assistant”, “trainer”)."""
_CLIENTELE = "borrower claimant client diner guest passenger patient pupil resident shopper student subscriber tenant visitor".split()


def alike() -> dict[str, str]:
    """Every word for a trade or for whom it serves, in the singular and the plural, with the word that stands for all."""
    said = dict.fromkeys(_TRADES, _TRADE) | dict.fromkeys(_CLIENTELE, _SERVED)
    return said | {_plural(word): _plural(one) for word, one in said.items()}


def _plural(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    if word.endswith("fe"):
        return f"{word[:-2]}ves"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x")) else f"{word}s"
