package dev.jftrace.cli;

import dev.jftrace.cli.DoctorCommand.Finding;
import dev.jftrace.tracefs.ControlJournal;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.hazard.HazardCheck;
import dev.jftrace.tracefs.hazard.Machine;
import dev.jftrace.tracefs.hazard.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at the kernel side: never by its version, but by its files and its README. */
final class KernelDoctor {
    private static final Path ROOT = Path.of("/");

    /** Features, each with the file that tells of it; one with a word in it is looked for in the README. */
    private static final Map<String, String> FEATURES = new TreeMap<>(Map.ofEntries(
            Map.entry("function filters", "set_ftrace_filter"),
            Map.entry("function_graph filters", "set_graph_function"),
            Map.entry("instances", "instances"),
            Map.entry("snapshots", "snapshot"),
            Map.entry("stack tracer", "stack_trace"),
            Map.entry("function profiler", "function_profile_enabled"),
            Map.entry("kprobes", "kprobe_events"),
            Map.entry("uprobes", "uprobe_events"),
            Map.entry("dynamic events", "dynamic_events"),
            Map.entry("synthetic events", "synthetic_events"),
            Map.entry("user events", "user_events_data"),
            Map.entry("sub-buffer size", "buffer_subbuf_size_kb"),
            Map.entry("error log", "error_log"),
            Map.entry("return values", "options/funcgraph-retval"),
            Map.entry("arguments", "options/funcgraph-args"),
            Map.entry("hist triggers", "README:hist:keys"),
            Map.entry("event probes", "README:e[:["),
            Map.entry("function probes", "README:f[:[")));

    private final List<Finding> findings = new ArrayList<>();

    List<Finding> findings() throws IOException {
        HazardCheck check = HazardCheck.ofMachine(ROOT, null);
        Machine machine = check.machine();
        add(true, "kernel", machine.release() + ", " + machine.arch() + ", hypervisor: " + machine.hypervisor(), "");
        boolean open = !machine.lockdown().equals("confidentiality");
        add(
                open,
                "lockdown",
                machine.lockdown().isEmpty() ? "none" : machine.lockdown(),
                "at this level the kernel gives tracefs to nobody: boot without Secure Boot, or lockdown=integrity");
        Optional<Path> mounted = Tracefs.mountPoint();
        boolean root = System.getProperty("user.name").equals("root");
        add(
                mounted.isPresent(),
                "tracefs",
                mounted.map(path -> "mounted on " + path).orElse("not mounted"),
                (root ? "" : "as root: ") + "mount -t tracefs nodev /sys/kernel/tracing");
        if (mounted.isPresent()) {
            tree(mounted.get(), root);
        }
        return findings;
    }

    private void add(boolean well, String what, String fact, String cure) {
        findings.add(new Finding(well, what, fact, cure));
    }

    private void tree(Path mounted, boolean root) throws IOException {
        boolean readable = Files.isReadable(mounted.resolve("current_tracer"));
        add(
                readable,
                "tracefs readable",
                readable ? "yes" : "no",
                root ? "a policy forbids it" : "sudo jftrace ..., or mount it with gid= of a group that you are in");
        if (!readable) {
            return;
        }
        Tracefs tracefs = Tracefs.readOnly(mounted);
        add(true, "tracer now", tracefs.file("current_tracer").read().strip(), "");
        List<String> tracers = tracefs.availableTracers();
        add(
                tracers.contains("function_graph"),
                "tracers",
                String.join(" ", tracers),
                "function_graph is missing: it needs a kernel with CONFIG_FUNCTION_GRAPH_TRACER (Debian's have it)");
        add(true, "clocks", tracefs.file("trace_clock").read().strip(), "");
        features(tracefs);
        unreadable(mounted);
        safety(mounted, tracers);
        journal();
    }

    private void features(Tracefs tracefs) throws IOException {
        String readme = tracefs.file("README").exists() ? tracefs.file("README").read() : "";
        List<String> there = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        FEATURES.forEach((feature, sign) -> {
            boolean found = sign.startsWith("README:")
                    ? readme.contains(sign.substring("README:".length()))
                    : tracefs.file(sign).exists();
            (found ? there : missing).add(feature);
        });
        add(true, "features", String.join(", ", there), "");
        if (!missing.isEmpty()) {
            add(true, "not in this kernel", String.join(", ", missing), "");
        }
    }

    /** Some policies hide a few files of a tracefs that is open otherwise. */
    private void unreadable(Path mounted) {
        List<String> closed = new ArrayList<>();
        for (String name : List.of("set_ftrace_filter", "set_ftrace_pid", "set_event", "trace_options")) {
            Path file = mounted.resolve(name);
            if (Files.exists(file) && !opens(file)) {
                closed.add(name);
            }
        }
        if (!closed.isEmpty()) {
            add(
                    false,
                    "files refused",
                    String.join(", ", closed),
                    "the kernel's lockdown or a policy refuses them, to root too");
        }
    }

    private static boolean opens(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.read() >= -1;
        } catch (IOException e) {
            return false;
        }
    }

    private void safety(Path mounted, List<String> tracers) throws IOException {
        HazardCheck check = HazardCheck.ofMachine(ROOT, mounted);
        for (String tracer : List.of("function", "function_graph")) {
            if (tracers.contains(tracer)) {
                Verdict verdict = check.ofTracer(tracer);
                String cure = verdict.findings().isEmpty()
                        ? ""
                        : verdict.findings().getFirst().reason();
                add(!verdict.isUnsafe(), tracer + " is", verdict.inShort(), cure + " (jftrace check " + tracer + ")");
            }
        }
    }

    /** Nothing is written where this can't be. */
    private void journal() {
        Path folder = ControlJournal.defaultFolder();
        Path existing = folder;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        add(
                Files.isWritable(existing),
                "journal",
                folder.toString(),
                existing + " can't be written; without the journal no control file is written");
    }
}
