package dev.jftrace.agent.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * Looks, before the program's main class runs, for lines of a filter that nothing on its class path can be meant by. What a program
 * makes or fetches while it runs is not there, so such a line may still be right.
 */
public final class MistypedFilters implements ClassPathSearch.Visitor {
    private final Map<String, FunctionFilter> pending = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    private MistypedFilters(List<String> lines) throws FilterSyntaxException {
        for (String line : lines) {
            if (!meansTheJdk(line)) {
                pending.put(line, FunctionFilter.namedBy(line));
            }
        }
    }

    /** The lines that match nothing, and the names of all that is there. */
    public static final class Found {
        private final List<String> lines;
        private final List<String> names;

        private Found(List<String> lines, List<String> names) {
            this.lines = lines;
            this.names = names;
        }

        public List<String> lines() {
            return lines;
        }

        /** Of classes, and of the methods of those that a line's class may mean. */
        public List<String> names() {
            return names;
        }
    }

    /** @return no lines where not all could be looked through */
    public static Found by(FunctionFilter filter) throws FilterSyntaxException {
        List<String> lines = filter.unmatchedNames();
        MistypedFilters search = new MistypedFilters(lines);
        boolean all = !search.pending.isEmpty()
                && ClassPathSearch.run(search, path("java.class.path"), path("jdk.module.path"));
        lines.retainAll(search.pending.keySet());
        return new Found(all && !search.names.isEmpty() ? lines : new ArrayList<>(), search.names);
    }

    private static String path(String property) {
        String path = System.getProperty(property, "");
        return path == null ? "" : path;
    }

    private static boolean meansTheJdk(String line) {
        for (Module module : ModuleLayer.boot().modules()) {
            if (JdkClasses.contain(module, module.getClassLoader())) {
                for (String name : module.getPackages()) {
                    if (line.startsWith(name + ".")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Override
    public boolean visit(String name, ClassPathSearch.Source source) throws IOException {
        String className = FunctionName.ofClass(name);
        names.add(className);
        ClassOrigin origin = ClassOrigin.unknown(false);
        List<String> reaching = new ArrayList<>();
        for (Map.Entry<String, FunctionFilter> line : pending.entrySet()) {
            if (line.getValue().reaches(className, origin)) {
                reaching.add(line.getKey());
            }
        }
        if (!reaching.isEmpty()) {
            try (InputStream bytes = source.open()) {
                match(ClassMethods.read(new ClassReader(bytes)), reaching, origin);
            } catch (RuntimeException e) {
                // A class file that ASM does not know may be what was meant.
                pending.keySet().removeAll(reaching);
            }
        }
        return !pending.isEmpty();
    }

    private void match(ClassMethods methods, List<String> lines, ClassOrigin origin) {
        for (String line : lines) {
            for (ClassMethods.Method method : methods.withCode()) {
                if (pending.containsKey(line) && pending.get(line).choose(methods.facts(method), origin) != null) {
                    pending.remove(line);
                }
            }
        }
        names.addAll(methods.names());
    }

    /** Whether the program is compiled as it starts: its classes are in no file. */
    public static boolean isCompiledAtStart() {
        return System.getProperty("sun.java.command", "").startsWith("jdk.compiler/")
                || path("java.class.path").isEmpty() && path("jdk.module.path").isEmpty();
    }
}
