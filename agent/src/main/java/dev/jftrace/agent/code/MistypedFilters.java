package dev.jftrace.agent.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Looks, before the program's main class runs, for lines of a filter that nothing can be meant by, neither on its class path nor in the
 * JDK. What a program makes or fetches while it runs is not there, so such a line may still be right.
 */
public final class MistypedFilters implements ClassPathSearch.Visitor, JdkSearch.Wanted {
    /** For reading class files, as the program waits; what is not known by then is told when the program has ended. */
    private static final long MOST_READING_NS = 500_000_000L;

    private final List<SoughtLine> pending = new ArrayList<>();
    private final Map<SoughtLine, String> mistyped = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Set<String> origins = new LinkedHashSet<>();
    private long reading;

    private MistypedFilters() {}

    /** A line that matches nothing. */
    public static final class Found {
        private final SoughtLine line;
        private final String reason;
        private final Collection<String> names;

        private Found(SoughtLine line, String reason, Collection<String> names) {
            this.line = line;
            this.reason = reason;
            this.names = names;
        }

        public String line() {
            return line.text();
        }

        /** Words that go on from "the line". */
        public String reason() {
            return reason;
        }

        /** What is to be compared with {@link #names}. */
        public String wanted() {
            return line.wanted();
        }

        /** Of what is there and can be meant: classes and functions, or jars and modules. */
        public List<String> names() {
            return new ArrayList<>(names);
        }
    }

    /** @return none where not all could be looked through */
    public static List<Found> by(FunctionFilter filter) throws FilterSyntaxException {
        List<SoughtLine> lines = new ArrayList<>();
        for (String line : filter.unmatchedLines()) {
            lines.add(new SoughtLine(line));
        }
        return new MistypedFilters().by(lines);
    }

    private List<Found> by(List<SoughtLine> lines) {
        List<SoughtLine> elsewhere = new ArrayList<>(lines);
        for (SoughtLine line : lines) {
            lookAmongPackages(line, elsewhere);
        }
        boolean all = pending.isEmpty() || JdkSearch.run(this, this);
        for (SoughtLine line : all ? lines : List.<SoughtLine>of()) {
            if (!line.isSettled() && !elsewhere.contains(line)) {
                mistyped.put(line, "matches no function of the JDK");
            }
        }
        pending.clear();
        for (SoughtLine line : elsewhere) {
            if (!line.isSettled() && !line.rule().isOfLoader()) {
                pending.add(line);
            }
        }
        if (!pending.isEmpty() && ClassPathSearch.run(this, path("java.class.path"), path("jdk.module.path"))) {
            for (SoughtLine line : pending) {
                mistyped.put(line, "matches no function on the program's class path");
            }
        }
        return found();
    }

    private List<Found> found() {
        List<Found> found = new ArrayList<>();
        for (Map.Entry<SoughtLine, String> each : mistyped.entrySet()) {
            SoughtLine line = each.getKey();
            boolean isKnown = line.reason() != null;
            Collection<String> near = line.lacksOrigin() ? origins : names;
            if (isKnown || !near.isEmpty()) {
                found.add(new Found(line, isKnown ? line.reason() : each.getValue(), isKnown ? List.of() : near));
            }
        }
        return found;
    }

    private static String path(String property) {
        String path = System.getProperty(property, "");
        return path == null ? "" : path;
    }

    /** What the names of the JDK's packages tell takes no time; to look through its classes takes 30 ms of the program's. */
    private void lookAmongPackages(SoughtLine line, List<SoughtLine> elsewhere) {
        for (Module module : ModuleLayer.boot().modules()) {
            if (JdkClasses.contain(module, module.getClassLoader()) && line.meansOnlyJdk(module)) {
                elsewhere.remove(line);
                if (line.namesAllOfAPackage(module)) {
                    line.settle();
                    return;
                }
            }
        }
        pending.add(line);
    }

    @Override
    public boolean isWanted(Module module, ClassOrigin origin) {
        knowOrigin(module.getName());
        for (SoughtLine line : pending) {
            if (line.mayMeanJdk(module, origin)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean visit(String name, ClassOrigin origin, ClassPathSearch.Source source) throws IOException {
        String className = FunctionName.ofClass(name);
        names.add(className);
        knowOrigin(origin.word());
        boolean isTraceable = ClassTracer.mayBeTraced(name, origin.isJdk(), true);
        List<SoughtLine> reaching = new ArrayList<>();
        for (SoughtLine line : pending) {
            if (!isTraceable) {
                line.noteUntraceable(className);
            } else if (line.reaches(className, origin)) {
                reaching.add(line);
            }
        }
        if (!reaching.isEmpty()) {
            long begun = System.nanoTime();
            read(reaching, origin, source);
            reading += System.nanoTime() - begun;
            if (reading > MOST_READING_NS) {
                settle(reaching);
            }
            for (SoughtLine line : reaching) {
                if (line.isSettled()) {
                    pending.remove(line);
                }
            }
        }
        return !pending.isEmpty();
    }

    private void read(List<SoughtLine> lines, ClassOrigin origin, ClassPathSearch.Source source) throws IOException {
        byte[] bytes;
        try (InputStream in = source.open()) {
            bytes = in.readAllBytes();
        }
        try {
            ClassMethods methods = null;
            for (SoughtLine line : lines) {
                if (line.isWorthParsing(bytes)) {
                    methods = methods == null ? ClassMethods.read(new ClassReader(bytes)) : methods;
                    line.match(methods, origin);
                }
            }
            if (methods != null) {
                names.addAll(methods.names());
            }
        } catch (RuntimeException e) {
            // A class file that ASM does not know may be what was meant.
            settle(lines);
        }
    }

    private void knowOrigin(String name) {
        origins.add(name);
        if (name.endsWith(".jar")) {
            origins.add(name.substring(0, name.length() - ".jar".length()));
        }
    }

    private static void settle(List<SoughtLine> lines) {
        for (SoughtLine line : lines) {
            line.settle();
        }
    }

    /** Whether the program is compiled as it starts: its classes are in no file. */
    public static boolean isCompiledAtStart() {
        return System.getProperty("sun.java.command", "").startsWith("jdk.compiler/")
                || path("java.class.path").isEmpty() && path("jdk.module.path").isEmpty();
    }
}
