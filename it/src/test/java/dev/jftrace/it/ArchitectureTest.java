package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of ARCHITECTURE.md that neither the reactor nor module-info holds. Reads the classes that were built. */
class ArchitectureTest {
    private static final List<String> MODULES =
            List.of("ring", "event", "agent", "tracefs", "dat", "analysis", "record", "cli");

    private static final List<String> RAW =
            List.of("java/lang/RuntimeException", "java/lang/Exception", "java/lang/Error", "java/lang/Throwable");

    @ParameterizedTest
    @ValueSource(strings = {"ring", "event", "agent", "tracefs", "dat", "analysis", "record", "cli"})
    void shouldHaveNoCycleAmongThePackagesOfAModule(String module) throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (ClassModel each : classes(module)) {
            uses.computeIfAbsent(packageOf(each.thisClass().asInternalName()), name -> new TreeSet<>())
                    .addAll(packagesUsedBy(each));
        }
        for (String start : uses.keySet()) {
            assertThat(cycle(start, start, uses, new LinkedHashSet<>()))
                    .as("packages of %s that lead back to %s", module, start)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ring", "agent"})
    void shouldUseNothingButJavaBaseAndInstrument(String module) throws IOException {
        Set<String> foreign = new TreeSet<>();
        for (ClassModel each : classes(module)) {
            for (String name : classesUsedBy(each)) {
                boolean own = name.startsWith("dev/jftrace/ring/") || name.startsWith("dev/jftrace/agent/");
                boolean asm = module.equals("agent") && name.startsWith("org/objectweb/asm/");
                // Loaded only where events were asked for, as a JDK may be without the flight recorder.
                boolean flight = each.thisClass().asInternalName().startsWith("dev/jftrace/agent/flight/")
                        && name.startsWith("jdk/jfr/");
                if (!own && !asm && !flight && !isInBaseOrInstrument(name)) {
                    foreign.add(each.thisClass().asInternalName() + " uses " + name);
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void shouldPrintInTheCommandOnly() throws IOException {
        Set<String> printing = new TreeSet<>();
        for (String module : MODULES.subList(0, MODULES.size() - 1)) {
            for (ClassModel each : classes(module)) {
                for (MemberRefEntry member : members(each)) {
                    boolean stream = member.owner().asInternalName().equals("java/lang/System")
                            && (member.name().equalsString("out")
                                    || member.name().equalsString("err"));
                    if (stream) {
                        printing.add(each.thisClass().asInternalName());
                    }
                }
            }
        }
        assertThat(printing).isEmpty();
    }

    @Test
    void shouldThrowNoRawException() throws IOException {
        Set<String> raw = new TreeSet<>();
        for (String module : MODULES) {
            for (ClassModel each : classes(module)) {
                for (MemberRefEntry member : members(each)) {
                    boolean made = member.name().equalsString("<init>")
                            && RAW.contains(member.owner().asInternalName())
                            && !RAW.contains(each.superclass().orElseThrow().asInternalName());
                    if (made) {
                        raw.add(each.thisClass().asInternalName() + " makes a "
                                + member.owner().asInternalName());
                    }
                }
            }
        }
        assertThat(raw).isEmpty();
    }

    @Test
    void shouldKnowItsModulesByTheArchitecturePage() throws IOException {
        String page = Files.readString(root().resolve("ARCHITECTURE.md"));
        for (String module : MODULES) {
            assertThat(page).contains("| `" + module + "` |");
            assertThat(root().resolve(module).resolve("src/main/java")).isDirectory();
        }
    }

    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static List<ClassModel> classes(String module) throws IOException {
        List<ClassModel> models = new ArrayList<>();
        Path folder = root().resolve(module).resolve("target/classes");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                if (!file.getFileName().toString().equals("module-info.class")) {
                    models.add(ClassFile.of().parse(file));
                }
            }
        }
        assertThat(models).as("classes of " + module).isNotEmpty();
        return models;
    }

    private static Set<String> classesUsedBy(ClassModel model) {
        Set<String> names = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry used) {
                String name = used.asInternalName().replaceAll("^\\[+L?|;$", "");
                if (name.contains("/")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static Set<String> packagesUsedBy(ClassModel model) {
        Set<String> packages = new TreeSet<>();
        classesUsedBy(model).forEach(name -> packages.add(packageOf(name)));
        packages.remove(packageOf(model.thisClass().asInternalName()));
        return packages;
    }

    private static List<MemberRefEntry> members(ClassModel model) {
        List<MemberRefEntry> members = new ArrayList<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                members.add(member);
            }
        }
        return members;
    }

    private static boolean isInBaseOrInstrument(String name) {
        return name.startsWith("java/lang/instrument/")
                || Object.class
                        .getModule()
                        .getPackages()
                        .contains(packageOf(name).replace('/', '.'));
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
    }

    /** The way from {@code at} back to {@code start}, empty if there is none. */
    private static List<String> cycle(String start, String at, Map<String, Set<String>> uses, Set<String> passed) {
        for (String next : uses.getOrDefault(at, Set.of())) {
            if (next.equals(start)) {
                return List.of(at, next);
            }
            if (passed.add(next)) {
                List<String> rest = cycle(start, next, uses, passed);
                if (!rest.isEmpty()) {
                    List<String> way = new ArrayList<>(List.of(at));
                    way.addAll(rest);
                    return way;
                }
            }
        }
        return List.of();
    }
}
