package dev.jftrace.cli;

/** The command line says something that jftrace does not understand: exit status 2. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
