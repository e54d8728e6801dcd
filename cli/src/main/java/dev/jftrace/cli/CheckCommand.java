package dev.jftrace.cli;

import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.hazard.GraphCallSite;
import dev.jftrace.tracefs.hazard.HazardCheck;
import dev.jftrace.tracefs.hazard.KernelFiles;
import dev.jftrace.tracefs.hazard.Machine;
import dev.jftrace.tracefs.hazard.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code jftrace check}: would it be safe to write this tracer here? Writes nothing. */
final class CheckCommand implements Command {
    private static final Path ROOT = Path.of("/");

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String summary() {
        return "tell whether a tracer is known to crash this kernel";
    }

    private static final class Options {
        private Path image;
        private Path map;
        private Path kcore;
        private boolean help;

        HazardCheck check() throws IOException {
            return image == null && map == null && kcore == null
                    ? HazardCheck.ofMachine(ROOT, Tracefs.mountPoint().orElse(null))
                    : HazardCheck.ofFiles(new KernelFiles(image, map, kcore));
        }
    }

    @Override
    public int run(List<String> words, Console console) throws IOException, UsageException {
        Options options = new Options();
        OptionTable table = new OptionTable("check [OPTION]... [TRACER]")
                .value("image", "FILE", "check this kernel: a vmlinuz or a vmlinux", v -> options.image = Path.of(v))
                .value("map", "FILE", "its symbols: a System.map or a kallsyms", v -> options.map = Path.of(v))
                .value("kcore", "FILE", "its memory: a copy of /proc/kcore", v -> options.kcore = Path.of(v))
                .flag('h', "help", "print this", v -> options.help = true);
        List<String> operands = table.take(words);
        if (options.help) {
            console.print(table.help());
            return ExitStatus.DONE;
        }
        if (operands.size() > 1) {
            throw new UsageException("check: one tracer, not " + operands.size());
        }
        if (options.kcore != null && options.map == null) {
            throw new UsageException("check: --kcore needs the symbols of that kernel: --map FILE");
        }
        String tracer = operands.isEmpty() ? "function_graph" : operands.getFirst();
        HazardCheck check = options.check();
        Verdict verdict = check.ofTracer(tracer);
        console.print(facts(check.machine(), check.site()) + text(tracer, verdict) + remarks(check.others()));
        return verdict.isUnsafe() ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private static String facts(Machine machine, GraphCallSite site) {
        StringBuilder text = new StringBuilder();
        line(text, "machine", machine.arch() + ", hypervisor: " + machine.hypervisor());
        line(
                text,
                "kernel",
                machine.release().isEmpty()
                        ? "unknown"
                        : machine.release()
                                + (machine.vendor().isEmpty() ? "" : ", " + machine.vendor())
                                + ", sources " + machine.version()
                                + (machine.linker().isEmpty() ? "" : ", linked by GNU ld " + machine.linker()));
        line(text, "lockdown", machine.lockdown().isEmpty() ? "not there" : machine.lockdown());
        line(text, "graph call", site.state().words());
        if (site.distance() != GraphCallSite.UNKNOWN_DISTANCE) {
            line(text, "", "ftrace_stub - ftrace_graph_call = " + site.distance() + " (5 is right, 2 is wrong)");
        }
        if (!site.bytes().isEmpty()) {
            line(text, "", "bytes: " + site.bytes());
        }
        line(text, "", "from " + site.source());
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String fact) {
        text.append(String.format("%-12s%s%n", what, fact));
    }

    private static String text(String tracer, Verdict verdict) {
        StringBuilder text = new StringBuilder("\n" + tracer + ": " + verdict.level() + "\n");
        if (verdict.findings().isEmpty()) {
            text.append("  nothing is known that speaks against it\n");
        }
        verdict.findings().forEach(finding -> append(text, finding));
        return text.toString();
    }

    private static String remarks(List<Verdict.Finding> others) {
        if (others.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\nalso known of this kernel:\n");
        others.forEach(finding -> append(text, finding));
        return text.toString();
    }

    private static void append(StringBuilder text, Verdict.Finding finding) {
        String level = finding.level() == Verdict.Level.SAFE ? "" : " " + finding.level();
        text.append("  ")
                .append(finding.id())
                .append(level)
                .append(": ")
                .append(finding.reason())
                .append("\n    instead: ")
                .append(finding.instead())
                .append("\n    ")
                .append(finding.evidence())
                .append('\n');
    }
}
