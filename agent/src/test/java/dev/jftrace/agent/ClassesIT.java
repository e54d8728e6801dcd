package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.TracedJvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What compilers make of Java stays valid with hooks in it. */
class ClassesIT {
    /** Links, and so verifies, every class of some jars or of java.base. */
    private static final String LINK_ALL = """
            import java.io.File;
            import java.net.URI;
            import java.nio.file.*;
            import java.util.*;
            import java.util.stream.*;
            public class Main {
                public static void main(String[] jars) throws Exception {
                    int linked = 0;
                    List<String> names = new ArrayList<>();
                    for (String jar : jars) names.addAll(jar.equals("java.base") ? names(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base")) : namesOfJar(jar));
                    for (String name : names) {
                        try {
                            Class.forName(name, false, Main.class.getClassLoader()).getDeclaredMethods();
                            linked++;
                        } catch (VerifyError | ClassFormatError e) {
                            System.out.println(e);
                        } catch (LinkageError e) {
                            // an optional dependency is not there
                        }
                    }
                    System.out.println(linked > 100 ? "done" : "only " + linked);
                }
                static List<String> namesOfJar(String jar) throws Exception {
                    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar), (ClassLoader) null)) { return names(files.getPath("/")); }
                }
                static List<String> names(Path root) throws Exception {
                    try (Stream<Path> files = Files.walk(root)) {
                        return files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith(".class") && !name.contains("-") && !name.contains("META"))
                                .map(name -> name.substring(0, name.length() - 6).replace('/', '.')).collect(Collectors.toList());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    static Stream<Jdk> jdks() throws Exception {
        return TracedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldKeepLibrariesValid(Jdk jdk) throws Exception {
        String[] jars = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(path -> path.endsWith(".jar"))
                .toArray(String[]::new);
        var outcome = new TracedJvm(jdk, folder)
                .option("-Xverify:all")
                .classPath(String.join(":", jars))
                .run(LINK_ALL, jars);

        assertThat(outcome.output()).endsWith("done\n").doesNotContain("VerifyError", "ClassFormatError");
        Recording recording = outcome.recording();
        assertThat(recording.functions()).hasSizeGreaterThan(10_000);
        assertThat(recording.log()).noneMatch(line -> line.startsWith("error"));
        assertThat(recording.log().stream().filter(line -> line.startsWith("untraced") && line.contains("constructor")))
                .as("constructors of an unusual shape are rare")
                .hasSizeLessThan(5);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldKeepTheJdkValid(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .option("-Xverify:all")
                .with("filter=java.util.[!HACIL]*", "filter=java.time.*", "filter=java.text.*", "filter=java.net.*")
                .with("filter=java.security.*", "filter=java.io.*", "filter=sun.*", "buffer_kb=1024")
                .run(LINK_ALL, "java.base");

        assertThat(outcome.output()).endsWith("done\n").doesNotContain("VerifyError", "ClassFormatError");
        assertThat(outcome.recording().functions()).hasSizeGreaterThan(15_000);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLeaveAMethodAloneThatHooksWouldKeepFromBeingCompiled(Jdk jdk) throws Exception {
        String body = IntStream.range(0, 1995).mapToObj(i -> "x ^= n;").collect(Collectors.joining("\n"));
        String source = """
                public class Main {
                    static int huge(int n) { int x = 0; %s if (n < 0) return 1; return x; }
                    static int small(int n) { return n; }
                    public static void main(String[] a) { System.out.println(huge(1) + small(2)); }
                }
                """.formatted(body);
        var outcome = new TracedJvm(jdk, folder).run(source);

        assertThat(outcome.output()).isEqualTo("3\n");
        Recording recording = outcome.recording().balanced();
        assertThat(recording.functions().values()).contains("Main.small").doesNotContain("Main.huge");
        assertThat(recording.log()).anyMatch(line -> line.startsWith("untraced\tMain.huge\t"));
        assertThat(Files.size(folder.resolve("classes/Main.class"))).isGreaterThan(7900);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLeaveClassesAloneWhoseLoaderHidesTheHooks(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).run("""
                        import java.io.*;
                        public class Main {
                            public static class Plugin implements Runnable { public void run() { System.out.println("ran"); } }
                            static class Closed extends ClassLoader {
                                Closed() { super(null); }
                                protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                                    if (name.startsWith("java.")) return super.loadClass(name, resolve);
                                    if (!name.startsWith("Main")) throw new ClassNotFoundException(name);
                                    try (InputStream in = Main.class.getResourceAsStream(name + ".class")) { byte[] b = in.readAllBytes(); return defineClass(name, b, 0, b.length); } catch (IOException e) { throw new ClassNotFoundException(name); }
                                }
                            }
                            public static void main(String[] a) throws Exception { ((Runnable) new Closed().loadClass("Main$Plugin").getDeclaredConstructor().newInstance()).run(); }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("ran\n");
        assertThat(outcome.recording().log()).anyMatch(line -> line.startsWith("untraced\tMain$Plugin\t"));
    }

    private static final String LOOKS_AT_ITSELF = """
            import java.io.*;
            import java.lang.reflect.*;
            import java.util.*;
            public class Main implements Serializable {
                private int field = 3;
                static <T extends Comparable<T>> T most(List<? extends T> all) throws IOException { T most = null; for (T each : all) if (most == null || each.compareTo(most) > 0) most = each; return most; }
                synchronized void held() throws InterruptedException { holds("held " + Thread.holdsLock(this)); try { notify(); throw new IllegalStateException("held"); } finally { holds("still " + Thread.holdsLock(this)); } }
                static void holds(String what) { System.out.println(what); }
                void nested(int n) { if (n == 0) throw new ArrayIndexOutOfBoundsException(n); nested(n - 1); }
                private Object writeReplace() { return this; }
                interface Greets { default String greet() { return "hi"; } }
                public static void main(String[] a) throws Exception {
                    System.out.println(ObjectStreamClass.lookup(Main.class).getSerialVersionUID());
                    for (Method each : sorted(Main.class.getDeclaredMethods())) System.out.println(each.toGenericString() + Arrays.toString(each.getAnnotations()));
                    System.out.println(Arrays.toString(Main.class.getDeclaredFields()) + Arrays.toString(Main.class.getDeclaredConstructors()) + Arrays.toString(Main.class.getDeclaredClasses()));
                    Main main = new Main();
                    try { main.held(); } catch (IllegalStateException e) { System.out.println(Arrays.toString(e.getStackTrace()) + Thread.holdsLock(main)); }
                    try { main.nested(3); } catch (ArrayIndexOutOfBoundsException e) { System.out.println(Arrays.toString(e.getStackTrace())); }
                    Greets proxy = (Greets) Proxy.newProxyInstance(Main.class.getClassLoader(), new Class<?>[] {Greets.class}, (p, m, args) -> m.getName() + StackWalker.getInstance().walk(s -> s.map(StackWalker.StackFrame::getMethodName).filter(n -> !n.contains("$")).reduce("", String::concat)));
                    System.out.println(proxy.greet() + StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass.toString());
                }
                static Method[] sorted(Method[] methods) { Arrays.sort(methods, Comparator.comparing(Method::toString)); return methods; }
            }
            """.replace("getCallerClass.toString()", "walk(s -> s.count())");

    /** Names, order, modifiers, serialVersionUID, frames, line numbers, monitors: with each kind of hook as without. */
    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLookToTheProgramAsIfThereWereNoHooks(Jdk jdk) throws Exception {
        String plain = new TracedJvm(jdk, folder).runUntraced(LOOKS_AT_ITSELF).output();
        assertThat(plain).contains("held true", "still true", "greet");

        Path hooked = Files.createDirectory(folder.resolve("hooked"));
        var outcome = new TracedJvm(jdk, hooked).option("-Xverify:all").run(LOOKS_AT_ITSELF);
        assertThat(outcome.output()).isEqualTo(plain);

        Path gated = Files.createDirectory(folder.resolve("gated"));
        outcome = new TracedJvm(jdk, gated)
                .option("-Xverify:all")
                .with("arguments=*", "arguments=*@this", "retval=*", "graph_notrace=no.such.Function")
                .run(LOOKS_AT_ITSELF);
        assertThat(outcome.output()).isEqualTo(plain);
        assertThat(outcome.recording().calls("Main.held")).isEqualTo(new Recording.Calls(1, 0, 1));
    }
}
