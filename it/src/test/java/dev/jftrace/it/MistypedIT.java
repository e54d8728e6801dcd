package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a filter that nothing can be meant by, before the program runs. */
class MistypedIT {
    private static final Path JAVA = Jdks.javas().getLast();

    @TempDir
    Path folder;

    static List<Path> javas() {
        return Jdks.javas();
    }

    @BeforeEach
    void writeProgram() throws IOException {
        Files.writeString(folder.resolve("Shop.java"), """
                package acme;
                public class Shop {
                    @interface Timed {}
                    @Timed static int price(int n) { return 3 * n + 1; }
                    public static void main(String[] words) { System.err.println("begun " + price(1)); }
                }
                """);
        // the classes are for the oldest Java that is traced
        tool("javac", "--release", "11", "-d", "classes", "Shop.java");
        tool("jar", "cf", "shop-1.0.jar", "-C", "classes", ".");
    }

    private void tool(String name, String... words) {
        List<String> command =
                new java.util.ArrayList<>(List.of(JAVA.resolveSibling(name).toString()));
        command.addAll(List.of(words));
        assertThat(Run.of(folder, command).status()).isZero();
    }

    private Run record(Path java, String filter, String classPath) {
        return Jftrace.run(
                folder, "record", "-q", "--jvm", "-l", filter, java.toString(), "-cp", classPath, "acme.Shop");
    }

    private static String early(Run run) {
        String first = run.errLines().getFirst();
        return first.startsWith("begun") ? "" : first.replaceFirst("^jftrace: ", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.util.HasMap.put | matches no function of the JDK; near: java.util.HashMap",
                "java.utl.HashMap.put | matches no function of the JDK; near: java.util.HashMap",
                "java.util.zip.Inflater.inflat | matches no function of the JDK; near: java.util.zip.Inflater.inflate",
                "java.lang.Thread.start | names what is never traced, as hooks run java.lang.Thread themselves",
                "java.lang.System.nanoTime | matches only functions without code, native or abstract ones",
                "@Tmied | matches no function on the program's class path; near: acme.Shop$Timed",
                ":mod:shpo-1.0 | matches no function on the program's class path; near: shop-1.0",
                "acme.*:mod:shop-1.1.jar | matches no function on the program's class path; near: shop-1.0",
                ":mod:java.bsae | matches no function of the JDK; near: java.base",
                "Shop.prise:traceoff | matches no function on the program's class path; near: acme.Shop.price"
            })
    void shouldSayWhatIsNearALineThatNothingCanBeMeantBy(String filter, String told) {
        Run run = record(JAVA, filter, "shop-1.0.jar");

        assertThat(early(run)).startsWith("'" + filter + "' " + told);
        assertThat(run.errLines().get(1)).isEqualTo("begun 4");
        assertThat(run.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"java.util.zip.Adler32.update, 1", "@Timed, 0", ":mod:shop-1.0, 0", "javax.s*, 1", ":mod:MyLoader, 1"})
    void shouldSayNothingEarlyOfALineThatMayBeRight(String filter, int status) {
        Run run = record(JAVA, filter, "shop-1.0.jar");

        assertThat(early(run)).isEmpty();
        assertThat(run.errLines().size()).as(run.err()).isEqualTo(1 + status);
        assertThat(run.status()).isEqualTo(status);
    }

    /** A framework's launcher loads them; this one loads none, so all are told of at the end. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldLookIntoJarsThatAreStoredInTheProgramsJar(Path java) throws IOException {
        Files.createDirectories(folder.resolve("fat/BOOT-INF/lib"));
        Files.writeString(
                folder.resolve("Lib.java"), "package lib; public class Lib { int help(int n) { return 3 * n; } }");
        tool("javac", "--release", "11", "-d", "libs", "Lib.java");
        tool("jar", "cf", "fat/BOOT-INF/lib/lib-2.0.jar", "-C", "libs", ".");
        tool("jar", "cf0", "fat.jar", "-C", "fat", ".", "-C", "classes", ".");

        assertThat(early(record(java, "lib.Lib.hepl", "fat.jar"))).contains("class path; near: lib.Lib, lib.Lib.help");
        assertThat(early(record(java, ":mod:lib-2.1", "fat.jar"))).contains("class path; near: lib-2.0");
        assertThat(early(record(java, "Lib.help", "fat.jar"))).isEmpty();
        assertThat(early(record(java, ":mod:lib-2.0.jar", "fat.jar"))).isEmpty();
        tool("jar", "cf", "packed.jar", "-C", "fat", ".", "-C", "classes", ".");
        assertThat(early(record(java, "lib.Lib.hepl", "packed.jar")))
                .as("not looked into")
                .isEmpty();
    }

    /** What is generated or fetched later is not on the class path: the program runs, and the error is told again at its end. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldWarnOfAMistypedFilterBeforeTheProgramBegins(Path java) throws IOException {
        Run run = Jftrace.run(
                folder,
                "record",
                "-q",
                "--jvm",
                "-l",
                "Shop.prise",
                "-l",
                "acme.*",
                java.toString(),
                "-cp",
                "none:shop-1.0.jar",
                "acme.Shop");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly(
                        "jftrace: 'Shop.prise' matches no function on the program's class path; near: acme.Shop.price,"
                                + " acme.Shop",
                        "begun 4",
                        "jftrace: 'Shop.prise' matched no function that was loaded; near: acme.Shop.price");
        Run right = Jftrace.run(
                folder,
                "record",
                "-q",
                "--jvm",
                "-l",
                "Shop.price",
                "-l",
                "java.util.ArrayList.add",
                java.toString(),
                "-cp",
                "classes",
                "acme.Shop");
        assertThat(right.err()).isEqualTo("begun 4\n");
        assertThat(right.status()).isZero();
    }
}
