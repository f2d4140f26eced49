"""The ledger: one way in for anything a learner does, each record kept once (DESIGN 4)."""
