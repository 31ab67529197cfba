"""An invented county, written as real files by a seeded generator, with every truth about them known."""

from ingest.demo.model import Expected, SamplePlan, SampleReport, SampleUnit
from ingest.demo.plan import DEFAULT_SEED, plan

__all__ = ["DEFAULT_SEED", "Expected", "SamplePlan", "SampleReport", "SampleUnit", "plan"]
