package dev.jftrace.agent.patch;

/** A class file, or a part of one, is not of the simple kind that is copied. */
final class UnpatchableException extends Exception {
    private static final long serialVersionUID = 1;

    UnpatchableException(String reason) {
        super(reason, null, false, false);
    }
}
