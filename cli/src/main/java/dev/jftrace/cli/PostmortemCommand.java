package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlJournal;
import dev.jftrace.tracefs.JournalEntry;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.crash.CrashEvidence;
import dev.jftrace.tracefs.crash.CrashSettings;
import dev.jftrace.tracefs.crash.Postmortem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code jftrace postmortem}: after a crash and a reboot, which control write was in flight, and what there is to look at. */
final class PostmortemCommand implements Command {
    private static final Path ROOT = Path.of("/");
    private static final Path SYSCTL = Path.of("/proc/sys/kernel");

    @Override
    public String name() {
        return "postmortem";
    }

    @Override
    public String summary() {
        return "tell which control write was in flight when the machine died";
    }

    private static final class Options {
        private Path journal = ControlJournal.defaultFolder();
        private boolean help;
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("postmortem [OPTION]...")
                .value("journal", "DIR", "the journal; default: this user's", v -> options.journal = Path.of(v))
                .flag('h', "help", "print this", v -> options.help = true);
        List<String> operands = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (!operands.isEmpty()) {
            throw new UsageException("postmortem: takes no operand: '" + operands.getFirst() + "'");
        }
        Postmortem postmortem = Postmortem.of(options.journal);
        console.print(writes(postmortem, options.journal) + evidence() + next());
        return ExitStatus.DONE;
    }

    private static String writes(Postmortem postmortem, Path journal) {
        StringBuilder text = new StringBuilder();
        if (postmortem.bootId() == null) {
            text.append("no control write of an earlier run of the kernel is in ")
                    .append(journal)
                    .append('\n');
        } else {
            lastRun(text, postmortem);
        }
        for (JournalEntry orphan : postmortem.orphans()) {
            text.append("in this run a writer was killed in a write (the machine lives):\n");
            write(text, orphan);
        }
        return text.toString();
    }

    private static void lastRun(StringBuilder text, Postmortem postmortem) {
        text.append("the last run of the kernel with control writes: boot ")
                .append(postmortem.bootId())
                .append('\n');
        if (postmortem.suspects().isEmpty()) {
            text.append("no write was in flight when it ended; the last one:\n");
            write(text, postmortem.last());
        } else {
            text.append("in flight when it ended: the kernel was given this, and no answer came\n");
            postmortem.suspects().forEach(suspect -> write(text, suspect));
        }
        String tracer = postmortem.tracer();
        text.append("the tracer then: ").append(tracer.isEmpty() ? "not known" : tracer);
        text.append(
                postmortem.suspects().stream().anyMatch(each -> each.file().endsWith("/current_tracer"))
                        ? " (before the write in flight)\n"
                        : "\n");
        for (Map.Entry<String, String> setting : postmortem.settings().entrySet()) {
            text.append("  ")
                    .append(setting.getKey())
                    .append(" = ")
                    .append(firstLine(setting.getValue()))
                    .append('\n');
        }
    }

    private static void write(StringBuilder text, JournalEntry entry) {
        text.append("  ")
                .append(entry.file())
                .append(" <- '")
                .append(firstLine(entry.shown()))
                .append("' (")
                .append(entry.how())
                .append(")\n");
        text.append("    by ")
                .append(entry.command())
                .append(", pid ")
                .append(entry.pid())
                .append(", ")
                .append(entry.wall())
                .append(", ")
                .append(seconds(entry.monotonicNs()))
                .append(" after boot\n");
        text.append("    write ")
                .append(entry.sequence())
                .append(" of the journal; hazard check: ")
                .append(entry.verdict())
                .append("; outcome: ")
                .append(entry.inFlight() ? "none" : entry.outcome())
                .append('\n');
    }

    private static String seconds(long nanos) {
        return String.format("%.3f s", nanos / 1e9);
    }

    private static String firstLine(String value) {
        int end = value.indexOf('\n');
        return end < 0 ? value : value.substring(0, end) + " ...";
    }

    private static String evidence() throws IOException {
        StringBuilder text = new StringBuilder("\nwhat this machine kept:\n");
        List<CrashEvidence.Piece> pieces =
                new CrashEvidence(ROOT, Tracefs.mountPoint().orElse(null)).find();
        if (pieces.isEmpty()) {
            text.append("  nothing: no pstore, no kdump, no persistent ring buffer, no log\n");
        }
        for (CrashEvidence.Piece piece : pieces) {
            text.append("  ")
                    .append(piece.kind())
                    .append(": ")
                    .append(piece.how())
                    .append('\n');
            piece.lines().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String next() {
        List<String> unset = new CrashSettings(SYSCTL)
                .present().stream()
                        .filter(setting -> setting.isThere() && !setting.isSet())
                        .map(CrashSettings.Setting::name)
                        .toList();
        return unset.isEmpty()
                ? "\nthe next crash leaves more behind: this machine is armed\n"
                : "\nto have more next time: jftrace arm (not set: " + String.join(", ", unset) + ")\n";
    }
}
