package dev.jftrace.event.printfmt;

/** A print fmt that we can't follow. Stays in this package: the event is shown field by field instead. */
final class UnparsedPrintFmtException extends Exception {
    private static final long serialVersionUID = 1L;

    UnparsedPrintFmtException(String what) {
        super(what, null, false, false);
    }
}
