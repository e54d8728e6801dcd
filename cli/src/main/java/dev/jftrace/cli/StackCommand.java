package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.util.List;

/** {@code jftrace stack}: the stack tracer, which keeps the deepest kernel stack that it saw. */
final class StackCommand implements Command {
    private static final String SWITCH = "stack_tracer_enabled";

    private enum What {
        SHOW,
        START,
        STOP,
        RESET
    }

    @Override
    public String name() {
        return "stack";
    }

    @Override
    public String summary() {
        return "switch the stack tracer, or show the deepest stack";
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        What[] what = {What.SHOW};
        OptionTable table = new OptionTable("stack [--start | --stop | --reset]")
                .flag("start", "begin to look for the deepest stack", value -> what[0] = What.START)
                .flag("stop", "look no longer", value -> what[0] = What.STOP)
                .flag("reset", "forget the deepest", value -> what[0] = What.RESET);
        if (!Operands.none(table, words, console)) {
            return ExitStatus.DONE;
        }
        TreeOption tree = new TreeOption();
        Tracefs tracefs = what[0] == What.SHOW ? tree.toRead() : tree.toChange();
        ControlFile enabled = tracefs.sysctl().file(SWITCH);
        if (!enabled.exists()) {
            throw new IOException("this kernel has no stack tracer: there is no " + enabled.path());
        }
        switch (what[0]) {
            case SHOW -> show(tracefs, enabled, console);
            case START -> change(enabled, "1");
            case STOP -> change(enabled, "0");
            case RESET -> tracefs.file("stack_max_size").write("0");
        }
        return ExitStatus.DONE;
    }

    private static void change(ControlFile enabled, String value) throws IOException {
        if (!enabled.value().equals(value)) {
            enabled.writeAndCheck(value);
        }
    }

    private static void show(Tracefs tracefs, ControlFile enabled, Console console) throws IOException {
        StringBuilder text = new StringBuilder(
                enabled.value().equals("0") ? "(stack tracer not running)\n" : "(stack tracer running)\n");
        for (String line : tracefs.file("stack_trace").read().lines().toList()) {
            if (!line.startsWith("#")) { // how to switch it on
                text.append(line).append('\n');
            }
        }
        console.print(text.toString());
    }
}
