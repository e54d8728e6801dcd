package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.Recording.Calls;
import dev.jftrace.agent.TracedJvm.Jdk;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a call ends, it has one entry and one exit. */
class ExceptionsIT {
    @TempDir
    Path folder;

    static Stream<Jdk> jdks() throws Exception {
        return TracedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldRecordOneExitHoweverACallEnds(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).option("-Xverify:all").run("""
                        import java.util.function.*;
                        public class Main {
                            static int caughtInside() { try { throw new RuntimeException(); } catch (RuntimeException e) { return 1; } }
                            static void outer() { try { passThrough(); } catch (IllegalStateException e) { } }
                            static void passThrough() { thrower(); }
                            static void thrower() { throw new IllegalStateException(); }
                            static int implicit(String s) { return s.length(); }
                            static int finallyReturns() { try { throw new RuntimeException(); } finally { return 2; } }
                            static synchronized int locked(int i) { if (i > 5) throw new IllegalStateException(); return i; }
                            int monitor(int i) { synchronized (this) { if (i > 5) throw new IllegalStateException(); return i; } }
                            static int choose(String s) { switch (s) { case "a": return 1; case "b": return 2; default: throw new IllegalArgumentException(); } }
                            public static void main(String[] a) {
                                Supplier<Integer> good = () -> 1;
                                Supplier<Integer> bad = () -> { throw new IllegalStateException(); };
                                Main main = new Main();
                                for (int i = 0; i < 10; i++) {
                                    caughtInside(); outer(); good.get(); finallyReturns();
                                    try { implicit(null); } catch (NullPointerException e) { }
                                    try { bad.get(); } catch (IllegalStateException e) { }
                                    try { locked(i); } catch (IllegalStateException e) { }
                                    try { main.monitor(i); } catch (IllegalStateException e) { }
                                    try { choose(new String[] {"a", "b", "c"}[i % 3]); } catch (IllegalArgumentException e) { }
                                }
                                outer();
                                System.out.println("end");
                            }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("end\n");
        Recording recording = outcome.recording().balanced();
        assertThat(recording.calls("Main.caughtInside")).isEqualTo(new Calls(10, 10, 0));
        assertThat(recording.calls("Main.outer")).isEqualTo(new Calls(11, 11, 0));
        assertThat(recording.calls("Main.passThrough")).isEqualTo(new Calls(11, 0, 11));
        assertThat(recording.calls("Main.thrower")).isEqualTo(new Calls(11, 0, 11));
        assertThat(recording.calls("Main.implicit")).isEqualTo(new Calls(10, 0, 10));
        assertThat(recording.calls("Main.finallyReturns")).isEqualTo(new Calls(10, 10, 0));
        assertThat(recording.calls("Main.lambda$main$0")).isEqualTo(new Calls(10, 10, 0));
        assertThat(recording.calls("Main.lambda$main$1")).isEqualTo(new Calls(10, 0, 10));
        assertThat(recording.calls("Main.locked")).isEqualTo(new Calls(10, 6, 4));
        assertThat(recording.calls("Main.monitor")).isEqualTo(new Calls(10, 6, 4));
        assertThat(recording.calls("Main.choose")).isEqualTo(new Calls(10, 7, 3));
        assertThat(recording.calls("Main.main")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.state()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldHookConstructorsBehindSuper(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).option("-Xverify:all").run("""
                        public class Main {
                            static class Base { Base(int i) { if (i < 0) throw new IllegalArgumentException(); } }
                            static class Sub extends Base { Sub(int i) { super(pick(i) ? new int[] {i}[0] : Integer.valueOf(new String("7"))); } Sub() { this(1); body(); } void body() { } }
                            static class Fails extends Base { Fails() { super(1); throw new IllegalStateException(); } }
                            static class Init { static int x = 1 / Integer.parseInt("0"); }
                            static class Good { static int x = Integer.parseInt("1"); int f = x; }
                            enum E { A, B { int v() { return 2; } }; int v() { return 1; } }
                            static boolean pick(int i) { return i != 0; }
                            public static void main(String[] a) {
                                new Sub(); new Sub(0);
                                try { new Sub(-1); } catch (IllegalArgumentException e) { }
                                try { new Fails(); } catch (IllegalStateException e) { }
                                try { System.out.println(Init.x); } catch (ExceptionInInitializerError e) { }
                                new Good();
                                System.out.println(E.A.v() + E.B.v());
                            }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("3\n");
        Recording recording = outcome.recording().balanced();
        assertThat(recording.calls("Main$Base.<init>")).isEqualTo(new Calls(4, 3, 1));
        assertThat(recording.calls("Main$Sub.<init>(int)"))
                .as("super() threw before the third was entered")
                .isEqualTo(new Calls(2, 2, 0));
        assertThat(recording.calls("Main$Sub.<init>()")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.calls("Main$Fails.<init>")).isEqualTo(new Calls(1, 0, 1));
        assertThat(recording.calls("Main$Init.<clinit>")).isEqualTo(new Calls(1, 0, 1));
        assertThat(recording.calls("Main$Good.<clinit>")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.calls("Main$E$1.v")).isEqualTo(new Calls(1, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldFollowADeepRecursion(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).option("-Xss16m").run("""
                        public class Main {
                            static int down(int n) { return n == 0 ? 0 : 1 + down(n - 1); }
                            public static void main(String[] a) { System.out.println(down(20000)); }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("20000\n");
        Recording recording = outcome.recording().balanced();
        assertThat(recording.calls("Main.down")).isEqualTo(new Calls(20001, 20001, 0));
        assertThat(recording.events().stream().mapToInt(Recording.Event::depth).max())
                .hasValue(20001);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLetAStackOverflowBeCaughtWhereItWas(Jdk jdk) throws Exception {
        String source = """
                public class Main {
                    static int depth;
                    static void endless() { depth++; endless(); }
                    static boolean overflows() { depth = 0; try { endless(); return false; } catch (StackOverflowError e) { return depth > 100; } }
                    static int after(int n) { return n + 1; }
                    public static void main(String[] a) {
                        boolean all = true;
                        for (int i = 0; i < 10; i++) all &= overflows();
                        System.out.println(all + " " + after(1));
                    }
                }
                """;
        var outcome = new TracedJvm(jdk, folder).with("buffer_kb=65536").run(source);

        assertThat(outcome.output()).isEqualTo("true 2\n");
        assertThat(outcome.status()).isZero();
        Recording recording = outcome.recording();
        assertThat(recording.calls("Main.overflows")).isEqualTo(new Calls(10, 10, 0));
        assertThat(recording.calls("Main.after")).isEqualTo(new Calls(1, 1, 0));
        Calls endless = recording.calls("Main.endless");
        assertThat(endless.entries() - endless.leftByThrow())
                .as("exits that the error swallowed: a few at the bottom of each overflow")
                .isBetween(0, 10 * 20);
    }

    /** Each place of a hook's slow path is met: compiled by C1, it fails there in one of a few hundred overflows. */
    @ParameterizedTest
    @MethodSource("jdks")
    void shouldGoOnRecordingAfterThousandsOfStackOverflows(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .option("-XX:TieredStopAtLevel=1")
                .with("buffer_kb=131072")
                .run("""
                        public class Main {
                            static void endless() { endless(); }
                            static int overflows() { try { endless(); return 0; } catch (StackOverflowError e) { return 1; } }
                            public static void main(String[] a) throws Exception {
                                Runnable deep = () -> {
                                    int count = 0;
                                    for (int i = 0; i < 2000; i++) count += overflows();
                                    System.out.println(count);
                                };
                                Thread thread = new Thread(null, deep, "deep", 160_000);
                                thread.start();
                                thread.join();
                            }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("2000\n");
        Recording recording = outcome.recording();
        assertThat(recording.calls("Main.overflows")).isEqualTo(new Calls(2000, 2000, 0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldKeepTheDepthLimitAfterAStackOverflow(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("max_graph_depth=3").run("""
                        public class Main {
                            static void endless() { endless(); }
                            static void overflows() { try { endless(); } catch (StackOverflowError e) { } }
                            static void a() { b(); }
                            static void b() { c(); }
                            static void c() { }
                            public static void main(String[] a) { for (int i = 0; i < 5; i++) { overflows(); a(); } }
                        }
                        """);

        Recording recording = outcome.recording();
        assertThat(recording.events()).allMatch(event -> event.depth() < 3);
        assertThat(recording.calls("Main.main")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.calls("Main.a")).isEqualTo(new Calls(5, 5, 0));
        assertThat(recording.calls("Main.b")).isEqualTo(new Calls(5, 5, 0));
        assertThat(recording.calls("Main.c")).as("at the limit").isEqualTo(new Calls(0, 0, 0));
        assertThat(recording.calls("Main.endless").entries()).isEqualTo(5);
    }
}
