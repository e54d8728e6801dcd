package dev.jftrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;

/** The {@code jftrace} command. */
public final class Main {
    private Main() {}

    /** @param args the words of the command line */
    public static void main(String[] args) {
        Console console = new Console(new FileOutputStream(FileDescriptor.out), System.err);
        int status;
        try {
            status = run(List.of(args), console);
        } finally {
            // Also after a failure of ours that nobody foresaw: the gate would hold the process for ever.
            ShutdownGate.open();
        }
        if (status != ExitStatus.DONE) {
            // All is written, and the gate is open: nothing is left for an orderly exit, which takes 20 ms to ask
            // whether it is to be logged.
            System.err.flush();
            Runtime.getRuntime().halt(status);
        }
    }

    static int run(List<String> words, Console console) {
        return new CommandLine(console).run(words);
    }
}
