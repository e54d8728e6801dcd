package dev.jftrace.tracefs.hazard;

import dev.jftrace.tracefs.hazard.Verdict.Finding;
import dev.jftrace.tracefs.hazard.Verdict.Level;
import dev.jftrace.tracefs.image.KernelCore;
import dev.jftrace.tracefs.image.KernelSymbols;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of a control write whether it is known to do harm here. The machine is looked at only when a write comes that some row of the
 * hazard table names, so other writes cost nothing.
 */
public final class HazardCheck {
    private static final KernelVersion WITHOUT_THE_SITE = new KernelVersion(5, 16, 0);

    private final List<Hazard> table;
    private final Path root;
    private final Path tracefs;
    private final boolean forced;
    private Machine machine;
    private GraphCallSite site;

    private HazardCheck(List<Hazard> table, Path root, Path tracefs, boolean forced) {
        this.table = table;
        this.root = root;
        this.tracefs = tracefs;
        this.forced = forced;
    }

    /** For a tree that is no running kernel's. */
    public static HazardCheck none() {
        return new HazardCheck(List.of(), null, null, false);
    }

    /**
     * @param root "/", or the likeness of a machine, with proc and sys
     * @param tracefs null where there is none
     */
    public static HazardCheck ofMachine(Path root, Path tracefs) throws IOException {
        return new HazardCheck(HazardTable.read(), root, tracefs, false);
    }

    /** Of a kernel that need not be this machine's. */
    public static HazardCheck ofFiles(KernelFiles files) throws IOException {
        HazardCheck check = new HazardCheck(HazardTable.read(), null, null, false);
        check.machine = files.machine();
        check.site = files.map() == null && !hasSite(check.machine)
                ? absent("kernel " + check.machine.version() + " is newer than 5.15")
                : files.site();
        return check;
    }

    /** The same, but what is unsafe passes: the user said --force. */
    public HazardCheck forced() {
        return new HazardCheck(table, root, tracefs, true);
    }

    /** @throws HazardException if the verdict is unsafe, and nobody said --force */
    public void refuseIfUnsafe(Verdict verdict) throws HazardException {
        if (verdict.isUnsafe() && !forced) {
            throw new HazardException(verdict);
        }
    }

    public synchronized Verdict verdict(ControlWrite write) {
        if (table.stream().noneMatch(row -> row.concerns(write))) {
            return Verdict.NOT_ASKED;
        }
        GraphCallSite place = siteOfWrite();
        CurrentTracing tracing = new CurrentTracing(tracefs);
        List<Finding> findings = new ArrayList<>(observations(tracing, place));
        for (Hazard row : table) {
            row.applies(machine(), place, write, tracing).ifPresent(findings::add);
        }
        return Verdict.of(findings);
    }

    /** Of switching to a tracer and away from it again, whatever is set now. */
    public synchronized Verdict ofTracer(String tracer) {
        ControlWrite write = new ControlWrite("current_tracer", "write", tracer);
        List<Finding> findings = new ArrayList<>(observations(new CurrentTracing(tracefs), site()));
        for (Hazard row : table) {
            Optional<Finding> found = row.field("leave").equals(tracer)
                    ? row.applies(machine(), site())
                    : row.applies(machine(), site(), write, new CurrentTracing(null));
            found.ifPresent(findings::add);
        }
        return Verdict.of(findings);
    }

    /** What the table says of this machine beside tracers: other writes, and circumstances. */
    public synchronized List<Finding> others() {
        return table.stream()
                .filter(row ->
                        row.field("leave").isEmpty() && !row.field("write").contains("current_tracer"))
                .flatMap(row -> row.applies(machine(), site()).stream())
                .toList();
    }

    public synchronized Machine machine() {
        if (machine == null) {
            machine = Machine.of(root);
        }
        return machine;
    }

    /** Read wherever the kernel may be one that has the place; that takes a while, for it reads all symbols. */
    public synchronized GraphCallSite site() {
        if (site == null) {
            boolean x86 = machine().arch().equals("x86-64") || machine().arch().equals("i386");
            site = x86 ? readSite() : absent("not an x86 machine");
        }
        return site;
    }

    /** For a write: of a kernel that is too new to have the place no symbols are read. */
    private GraphCallSite siteOfWrite() {
        return site != null || hasSite(machine())
                ? site()
                : absent("kernel " + machine().version() + " is newer than 5.15");
    }

    private static GraphCallSite absent(String source) {
        return new GraphCallSite(GraphCallSite.State.ABSENT, GraphCallSite.UNKNOWN_DISTANCE, "", source);
    }

    private static boolean hasSite(Machine machine) {
        return machine.arch().equals("i386")
                || machine.arch().equals("x86-64") && machine.version().compareTo(WITHOUT_THE_SITE) < 0;
    }

    private GraphCallSite readSite() {
        Path kallsyms = root.resolve("proc/kallsyms");
        KernelSymbols symbols;
        try {
            symbols = KernelSymbols.read(kallsyms, GraphCallSite.SYMBOLS);
            if (symbols.hidden() || !symbols.has(GraphCallSite.CALL)) {
                return GraphCallSite.look(symbols, null, 0, kallsyms.toString());
            }
        } catch (IOException e) {
            return GraphCallSite.unread(e.getMessage());
        }
        Path kcore = root.resolve("proc/kcore");
        try (KernelCore core = KernelCore.open(kcore)) {
            return GraphCallSite.look(symbols, core, 0, kallsyms + " and " + kcore);
        } catch (IOException e) {
            return bySymbolsAlone(symbols, kallsyms + " (" + kcore + " can't be read)");
        }
    }

    private static GraphCallSite bySymbolsAlone(KernelSymbols symbols, String source) {
        try {
            return GraphCallSite.look(symbols, null, 0, source);
        } catch (IOException e) {
            return GraphCallSite.unread(e.getMessage());
        }
    }

    private List<Finding> observations(CurrentTracing tracing, GraphCallSite place) {
        List<Finding> findings = new ArrayList<>();
        if (tracing.isCorrupted()) {
            findings.add(new Finding(
                    Level.UNSAFE,
                    "corrupted",
                    "this kernel says that function tracing is corrupted: ftrace met something it can't handle and gave up",
                    "look for the first warning in dmesg, then reboot",
                    "observed: the head of " + tracefs + "/trace"));
        }
        switch (place.state()) {
            case CORRUPTED ->
                findings.add(siteFinding(
                        place,
                        Level.UNSAFE,
                        "write nothing more: save your work and reboot now; leave the tracer as it is"));
            case PATCHING -> findings.add(siteFinding(place, Level.UNKNOWN, "ask again in a moment"));
            case CALL_INSTRUCTION, UNEXPECTED ->
                findings.add(siteFinding(
                        place,
                        Level.UNSAFE,
                        "do not switch function_graph on; use events, or perf, and tell us of this kernel"));
            default -> {}
        }
        return findings;
    }

    private static Finding siteFinding(GraphCallSite site, Level level, String instead) {
        String bytes = site.bytes().isEmpty() ? "" : " (" + site.bytes() + ")";
        return new Finding(
                level,
                "site",
                "at ftrace_graph_call stand " + site.state().words() + bytes,
                instead,
                "observed: " + site.source());
    }
}
