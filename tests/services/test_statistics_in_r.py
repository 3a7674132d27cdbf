"""The pilot's statistics against R, which nobody here wrote: to a millionth."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.pilot.statistics import agreement, compliance, roc, times
from app.pilot.statistics.random_effects import Readings, fit

pytestmark = pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
CLOSE = 1e-6


def asked(folder: Path, script: str, **columns: Any) -> dict[str, Any]:
    """Run a script that finds its columns as `d` and leaves named numbers in `out`."""
    names = list(columns)
    rows = zip(*(columns[name] for name in names), strict=True)
    lines = [",".join(names), *(",".join(repr(float(one)) for one in row) for row in rows)]
    (folder / "d.csv").write_text("\n".join(lines) + "\n")
    whole = (
        f"d <- read.csv('{folder.as_posix()}/d.csv')\n{script}\n"
        "cells <- sapply(names(out), function(one) paste0('\"', one, '\": [', "
        "paste(sprintf('%.15g', as.numeric(out[[one]])), collapse=', '), ']'))\n"
        "cat('{', paste(cells, collapse=', '), '}')\n"
    )
    (folder / "ask.R").write_text(whole)
    done = subprocess.run(
        ["Rscript", "--vanilla", str(folder / "ask.R")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = done.stdout[done.stdout.index("{") :].replace("NA", "NaN").replace("Inf", "Infinity")
    return dict(json.loads(found))


@pytest.fixture
def ratings():
    chance = np.random.default_rng(2)
    threats = chance.integers(1, 6, 60).astype(float)
    clean = np.minimum(chance.integers(1, 6, 80), chance.integers(1, 6, 80)).astype(float)
    return threats, clean


def test_areas_and_their_variances_are_those_of_proc(ratings, tmp_path):
    threats, clean = ratings
    out = asked(
        tmp_path,
        "suppressMessages(library(pROC))\n"
        "r <- roc(d$truth, d$rating, quiet=TRUE, direction='<')\n"
        "out <- list(area=auc(r), variance=var(r))",
        truth=[1] * 60 + [0] * 80,
        rating=[*threats, *clean],
    )
    ours = roc.area_and_variance(threats, clean)
    assert ours == pytest.approx((out["area"][0], out["variance"][0]), abs=CLOSE)


def test_binormal_curves_are_those_of_ordinal(ratings, tmp_path):
    """An ordinal probit model whose spread depends on the truth is the binormal one."""
    threats, clean = ratings
    out = asked(
        tmp_path,
        "suppressMessages(library(ordinal))\n"
        "d$rating <- ordered(d$rating)\n"
        "m <- clm(rating ~ truth, scale=~truth, link='probit', data=d, "
        "control=clm.control(gradTol=1e-10))\n"
        "v <- vcov(m); k <- nrow(v); b <- exp(-m$zeta); j <- rbind(c(b, -m$beta*b), c(0, -b))\n"
        "out <- list(a=m$beta*b, b=b, cuts=m$alpha, covariance=j %*% v[(k-1):k,(k-1):k] %*% t(j))",
        truth=[1] * 60 + [0] * 80,
        rating=[*threats, *clean],
    )
    ours = roc.binormal(threats, clean)
    assert [ours.distance, ours.slope] == pytest.approx([*out["a"], *out["b"]], abs=CLOSE)
    assert ours.cuts.tolist() == pytest.approx(out["cuts"], abs=CLOSE)
    assert ours.covariance.ravel().tolist() == pytest.approx(out["covariance"], abs=CLOSE)


def test_curves_of_open_readings_are_those_of_survival(tmp_path):
    chance = np.random.default_rng(6)
    seconds = np.round(chance.lognormal(4.0, 0.8, 150), 1)
    ended = chance.random(150) < 0.8
    arm = chance.integers(0, 2, 150)
    out = asked(
        tmp_path,
        "library(survival)\n"
        "s <- survfit(Surv(t, e) ~ 1, data=d, conf.type='log-log'); k <- s$n.event > 0\n"
        "m <- summary(s)$table; l <- survdiff(Surv(t, e) ~ arm, data=d)\n"
        "out <- list(at=s$time[k], share=s$surv[k], low=s$lower[k], high=s$upper[k], "
        "median=m[c('median','0.95LCL','0.95UCL')], chi=l$chisq)",
        t=seconds,
        e=ended,
        arm=arm,
    )
    ours = times.survival(seconds, ended)
    for name in ("at", "share", "low", "high"):
        np.testing.assert_allclose(getattr(ours, name), out[name], atol=CLOSE, rtol=0.0)
    median = ours.when(0.5)
    assert [median.value, median.low, median.high] == pytest.approx(out["median"], abs=CLOSE)
    assert times.log_rank(seconds, ended, arm)[0] == pytest.approx(out["chi"][0], abs=CLOSE)


def test_mixed_models_are_those_of_lme4(tmp_path):
    chance = np.random.default_rng(5)
    n = 1500
    officer, item = chance.integers(0, 12, n), chance.integers(0, 300, n)
    arm, week = chance.integers(0, 2, n).astype(float), chance.normal(size=n)
    own = chance.multivariate_normal([0.0, 0.0], [[0.09, -0.01], [-0.01, 0.04]], 12)
    value = 4.0 - 0.3 * arm + 0.05 * week + own[officer, 0] + own[officer, 1] * arm
    value += chance.normal(0.0, 0.4, 300)[item] + chance.normal(0.0, 0.6, n)
    out = asked(
        tmp_path,
        "suppressMessages(library(lme4))\n"
        "m <- lmer(value ~ arm + week + (1 + arm | officer) + (1 | item), data=d, "
        "control=lmerControl(optimizer='bobyqa', optCtrl=list(rhoend=1e-10)))\n"
        "out <- list(effects=fixef(m), covariance=as.matrix(vcov(m)), "
        "parts=as.data.frame(VarCorr(m))$vcov, deviance=REMLcrit(m))",
        value=value,
        arm=arm,
        week=week,
        officer=officer,
        item=item,
    )
    fixed = np.column_stack([np.ones(n), arm, week])
    ours = fit(Readings(value, fixed, officer, np.unique(item, return_inverse=True)[1], (0, 1)))
    assert ours.effects.tolist() == pytest.approx(out["effects"], abs=CLOSE)
    assert ours.covariance.ravel().tolist() == pytest.approx(out["covariance"], abs=CLOSE)
    parts = [ours.items, ours.officers[0, 0], ours.officers[1, 1], ours.officers[0, 1]]
    assert [*parts, ours.residual] == pytest.approx(out["parts"], abs=CLOSE)
    assert ours.deviance == pytest.approx(out["deviance"][0], abs=CLOSE)


def test_kappa_is_that_of_psych(tmp_path):
    table = np.array([[40, 7, 2], [5, 30, 6], [1, 4, 25]])
    out = asked(
        tmp_path,
        "suppressMessages(library(psych))\n"
        "k <- cohen.kappa(matrix(d$n, 3, byrow=TRUE), n.obs=sum(d$n))\n"
        "out <- list(kappa=k$kappa, error=sqrt(k$var.kappa))",
        n=table.ravel(),
    )
    ours = agreement.kappa(table)
    error = (ours.high - ours.value) / 1.959963984540054
    assert (ours.value, error) == pytest.approx((out["kappa"][0], out["error"][0]), abs=CLOSE)


def test_misses_are_those_of_survey(tmp_path):
    strata = [compliance.Stratum(9000, 150, 4), compliance.Stratum(800, 120, 9)]
    found = [one for s in strata for one in [1] * s.found + [0] * (s.examined - s.found)]
    stratum = [place for place, s in enumerate(strata) for _ in range(s.examined)]
    out = asked(
        tmp_path,
        "suppressMessages(library(survey))\n"
        "g <- svydesign(ids=~1, strata=~s, fpc=~of, data=d)\n"
        "p <- svyciprop(~found, g, method='beta', df=degf(g))\n"
        "out <- list(value=as.numeric(p), ends=attr(p, 'ci'))",
        s=stratum,
        of=[strata[place].released for place in stratum],
        found=found,
    )
    ours = compliance.miss_rate(strata)
    assert [ours.value, ours.low, ours.high] == pytest.approx(
        [*out["value"], *out["ends"]], abs=CLOSE
    )
