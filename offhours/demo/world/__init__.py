"""The invented market: companies, people and what each of them will do. Pure data, the same for the same seed."""

from offhours.demo.world.build import build_world
from offhours.demo.world.model import Absence, Answer, Company, Delivery, Destiny, Person, World

__all__ = ["Absence", "Answer", "Company", "Delivery", "Destiny", "Person", "World", "build_world"]
