package dev.jftrace.tracefs.hazard;

import java.io.IOException;

/** A write that is known to do harm on this machine was not made. */
public final class HazardException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;

    HazardException(Verdict verdict) {
        super(message(verdict));
        this.verdict = verdict;
    }

    private static String message(Verdict verdict) {
        Verdict.Finding worst = verdict.findings().getFirst();
        return "not written, because it is unsafe here (" + worst.id() + "): " + worst.reason() + "; instead: "
                + worst.instead() + "; or insist with --force ('jftrace check' tells more)";
    }

    public Verdict verdict() {
        return verdict;
    }
}
