package dev.jftrace.cli;

/** What the shell is told at the end; {@code record} and {@code live} pass on the status of the command that they ran. */
final class ExitStatus {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** Done, but events were lost, which the user did not want to be taken as done. */
    static final int LOST = 3;

    /** What a shell reports of a program that SIGPIPE ended. */
    static final int BROKEN_PIPE = 128 + 13;

    private ExitStatus() {}
}
