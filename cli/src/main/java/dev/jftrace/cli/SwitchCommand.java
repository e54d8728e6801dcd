package dev.jftrace.cli;

import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.TracerSwitch;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code jftrace switch}: writes tracers one after another, as a program or as a shell does, and tells what the kernel made of it. */
final class SwitchCommand implements Command {
    private static final Pattern TIME = Pattern.compile("(\\d{1,7})(ms|s|m|)");

    @Override
    public String name() {
        return "switch";
    }

    @Override
    public String summary() {
        return "switch tracers one after another, journalled, by a program's or a shell's system calls";
    }

    private static final class Options {
        private TracerSwitch.Form form = TracerSwitch.Form.PROGRAM;
        private long holdMillis;
        private boolean force;
        private boolean help;

        void hold(String text) throws UsageException {
            Matcher time = TIME.matcher(text);
            if (!time.matches()) {
                throw new UsageException("switch: --hold '" + text + "': expected a time, as 10s, 500ms, 2m");
            }
            long number = Long.parseLong(time.group(1));
            holdMillis = switch (time.group(2)) {
                case "ms" -> number;
                case "m" -> number * 60_000;
                default -> number * 1000;
            };
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, InterruptedException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("switch [OPTION]... TRACER...")
                .value("hold", "TIME", "wait that long behind each write but the last: 10s, 500ms", options::hold)
                .flag(
                        "like-echo",
                        "open with O_TRUNC and end with a newline, as a shell's echo does",
                        v -> options.form = TracerSwitch.Form.ECHO)
                .flag("force", "write what the hazard check calls unsafe, too", v -> options.force = true)
                .flag('h', "help", "print this", v -> options.help = true);
        List<String> tracers = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (tracers.isEmpty()) {
            throw new UsageException("switch: to which tracers? as in 'jftrace switch blk function_graph blk'");
        }
        return write(tracers, options, console);
    }

    private static int write(List<String> tracers, Options options, Console console)
            throws IOException, InterruptedException {
        TracerSwitch tracerSwitch = new TracerSwitch(Tracefs.ofKernel(options.force), options.form);
        int different = 0;
        String first = null;
        String last = "";
        for (int i = 0; i < tracers.size(); i++) {
            if (i > 0) {
                Thread.sleep(options.holdMillis);
            }
            TracerSwitch.Outcome outcome = tracerSwitch.to(tracers.get(i));
            first = first == null ? outcome.before() : first;
            last = outcome.after();
            different += outcome.isAsAsked() ? 0 : 1;
            console.print(String.format(
                    "%s -> %s: %s: %s, %.1f ms%n",
                    outcome.before(), outcome.asked(), outcome.calls(), told(outcome), outcome.nanos() / 1e6));
        }
        console.print("the tracer was " + first + " and is " + last + "; "
                + (different == 0
                        ? "every write did what it asked for"
                        : different + " of " + tracers.size() + " writes did not do what they asked for")
                + "\n");
        return different == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static String told(TracerSwitch.Outcome outcome) {
        if (outcome.failure() != null) {
            return "failed: " + outcome.failure().getMessage() + "; current_tracer reads " + outcome.after();
        }
        return outcome.isAsAsked() ? "done, reads back" : "done, but current_tracer reads " + outcome.after();
    }
}
