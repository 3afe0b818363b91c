"""A result as the row that tables of many results give."""


def row_of(option):
    """The row of one assessed option, in words and numbers as `casecli sweep` and `casecli batch` write them."""
    legal, r2p, risk = option.legal, option.r2p, option.veto_risk
    row = {
        "status": legal.status,
        "lean": legal.lean,
        "possible": "; ".join(legal.possible) or None,
        "basis": "; ".join(legal.basis) or None,
        "r2p_threshold": r2p.threshold if r2p else None,
        "r2p_pillar": None if r2p is None or r2p.pillar is None else str(r2p.pillar),
        "veto_risk": risk.level if risk else None,
    }
    for name, found in (("legitimacy", option.legitimacy), ("readiness", option.readiness)):
        score = found.score
        row |= {f"{name}_low": score.low, f"{name}_estimate": score.estimate, f"{name}_high": score.high}
        row[f"{name}_band"] = found.band
    return row
