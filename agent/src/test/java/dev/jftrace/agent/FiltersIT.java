package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.Recording.Calls;
import dev.jftrace.agent.TracedJvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiltersIT {
    private static final String GREETER = """
            import java.util.*;
            public class Main {
                interface Named { String name(); default String greet() { return hi() + name(); } private String hi() { return "hi "; } static Named of(String s) { return () -> s; } }
                static class Box<T extends Comparable<T>> implements Comparable<Box<T>> { T t; Box(T t) { this.t = t; } public int compareTo(Box<T> o) { return t.compareTo(o.t); } }
                static int twice(int i) { return i * 2; }
                static int twice(String s) { return s.length() * 2; }
                public static void main(String[] a) {
                    Map<String, Integer> map = new HashMap<>();
                    map.put("a", twice(1) + twice("b"));
                    Comparable raw = new Box<>(1);
                    System.out.println(Named.of("x").greet() + map.get("a") + raw.compareTo(new Box<>(2)));
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
    void shouldTraceTheApplicationAloneWithoutAFilter(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).option("-Xverify:all").run(GREETER);

        assertThat(outcome.output()).isEqualTo("hi x4-1\n");
        Recording recording = outcome.recording().balanced();
        assertThat(recording.functions().values())
                .allMatch(name -> name.startsWith("Main"))
                .contains(
                        "Main.twice(int)",
                        "Main.twice(String)",
                        "Main$Named.greet",
                        "Main$Named.hi",
                        "Main$Named.of",
                        "Main$Box.compareTo(Box)".replace("Box)", "Main$Box)"),
                        "Main$Box.compareTo(Object)");
        assertThat(recording.calls("Main$Box.compareTo(Object)")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.log()).contains("main\tMain").anyMatch(line -> line.startsWith("clock\t"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldTraceClassesOfTheJdkThatAFilterNames(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("filter=java.util.HashMap.put*", "filter=*.main", "filter=*.get*")
                .run(GREETER);

        Recording recording = outcome.recording().balanced();
        assertThat(recording.calls("java.util.HashMap.put").entries()).isPositive();
        assertThat(recording.calls("Main.main")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.functions().values()).noneMatch(name -> name.contains(".get"));
        assertThat(recording.log())
                .contains("matched\tjava.util.HashMap.put*", "matched\t*.main")
                .doesNotContain("matched\t*.get*");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldSurviveTracingAllOfJavaUtilAndLang(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("filter=java.util.*", "filter=java.lang.*", "filter=java.io.*", "filter=java.nio.*")
                .with("sub_buffer_kb=4", "buffer_kb=65536")
                .run(GREETER);

        assertThat(outcome.output()).isEqualTo("hi x4-1\n");
        Recording recording = outcome.recording();
        assertThat(recording.calls("java.lang.String.length").entries()).isPositive();
        assertThat(recording.functions()).hasSizeGreaterThan(5000);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLetNotraceBeatFilter(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("filter=Main.*", "notrace=Main.twice(String)", "notrace=*.m?in")
                .run(GREETER);

        assertThat(outcome.recording().functions().values())
                .contains("Main.twice(int)")
                .doesNotContain("Main.twice(String)", "Main.main");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldTellWhatAMistypedFilterMayHaveMeant(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("filter=Main.twicer", "filter=Main.main")
                .run(GREETER);

        assertThat(outcome.recording().log())
                .contains("seen\tMain", "seen\tMain.twice", "matched\tMain.main")
                .doesNotContain("matched\tMain.twicer");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldChangeNothingUnderNop(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("tracer=nop").run(GREETER);

        assertThat(outcome.output()).isEqualTo("hi x4-1\n");
        assertThat(outcome.recording().functions()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldRunTheProgramUntracedWhenTheSettingsAreWrong(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("tracer=blk").run(GREETER);

        assertThat(outcome.output()).isEqualTo("hi x4-1\n");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.session().resolve("agent.error")).content().contains("no tracer named blk");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldTraceTheProgramOfTheSourceLauncherAndNotItsCompiler(Jdk jdk) throws Exception {
        TracedJvm jvm = new TracedJvm(jdk, folder);
        Path source = Files.writeString(folder.resolve("Main.java"), GREETER);
        var outcome = jvm.await(jvm.start(true, List.of(source.toString())));

        assertThat(outcome.output()).contains("hi x4-1\n");
        Recording recording = outcome.recording().balanced();
        assertThat(recording.functions().values()).allMatch(name -> name.startsWith("Main"));
        assertThat(recording.calls("Main.main")).isEqualTo(new Calls(1, 1, 0));
    }
}
