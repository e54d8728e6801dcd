package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.agent.Recording.Calls;
import dev.jftrace.agent.TracedJvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    private static final String SHOP = """
            public class Main {
                enum Color { RED, GREEN }
                static class Base { protected final double rate; Base(double rate) { this.rate = rate; } }
                static class Order extends Base {
                    private final long total; final Color color; final String name; final Order next;
                    Order(long total, Color color, String name, Order next) { super(total / 2.0); this.total = total; this.color = color; this.name = name; this.next = next; }
                    long getTotal() { return total; }
                    String kind() { return "order"; }
                }
                @Deprecated static long place(Order order, int count, String label) { if (count > 99) throw new IllegalStateException(); return inner(count) + (order == null ? 0 : order.getTotal()); }
                static int inner(int n) { return n * 2; }
                static long mixed(boolean b, byte y, char c, short s, long l, float f, double d, Integer boxed, int[] array, Object o) {
                    long sum = l; for (int i = 0; i < 3; i++) { double r = d * i; long t = (long) r; sum += t; } return sum; }
                static void outer() { middle(); inner(1); }
                static void middle() { inner(2); deep(1); }
                static void deep(int n) { if (n > 0) deep(n - 1); }
                static void overflows() { try { forever(); } catch (StackOverflowError e) { } }
                static void forever() { forever(); }
                public static void main(String[] a) throws Exception {
                    Order last = new Order(300, Color.GREEN, "last", null);
                    place(last, 1, "one");
                    place(new Order(50, Color.RED, "first", last), 2, null);
                    place(null, 3, "three");
                    try { place(last, 100, "x"); } catch (IllegalStateException e) { }
                    System.out.println(mixed(true, (byte) -1, 'x', (short) 7, 5L, 1.5f, 2.5, 42, new int[3], "o") + " " + last.getTotal() + last.kind());
                    outer();
                    overflows();
                    inner(7);
                    Thread worker = new Thread(() -> inner(8), "worker-8");
                    worker.start();
                    worker.join();
                }
            }
            """;

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLeaveAccessorsUnlessTheyAreNamed(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("all=0").run(SHOP);

        assertThat(outcome.recording().functions().values())
                .contains("Main.place", "Main$Order.<init>", "Main.main")
                .doesNotContain("Main$Order.getTotal", "Main$Order.kind");

        Path other = Files.createDirectory(folder.resolve("named"));
        var named = new TracedJvm(jdk, other)
                .with("all=0", "filter=Main$Order.get*")
                .run(SHOP);
        assertThat(named.recording().calls("Main$Order.getTotal")).isEqualTo(new Calls(3, 3, 0));
    }

    static Stream<Arguments> conditions() throws Exception {
        return jdks().flatMap(jdk -> Stream.of(
                Arguments.of(jdk, "Main.place if arg2 > 1", new Calls(3, 2, 1)),
                Arguments.of(jdk, "Main.place if order.total > 100", new Calls(2, 1, 1)),
                Arguments.of(jdk, "Main.place if !(order.total > 100)", new Calls(2, 2, 0)),
                Arguments.of(jdk, "Main.place if order.next.name == \"last\"", new Calls(1, 1, 0)),
                Arguments.of(jdk, "Main.place if order.rate >= 150.0 && count < 100", new Calls(1, 1, 0)),
                Arguments.of(jdk, "Main.place if order.color == \"RED\" || label == 'three'", new Calls(2, 2, 0)),
                Arguments.of(jdk, "Main.place if label == null", new Calls(1, 1, 0)),
                Arguments.of(jdk, "Main.place if label.length == 3", new Calls(1, 1, 0)),
                Arguments.of(jdk, "Main.place if order != null && order.next == null", new Calls(2, 1, 1))));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void shouldRecordTheCallsThatAConditionWantsWithTheirExits(Jdk jdk, String filter, Calls calls) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .option("-Xverify:all")
                .with("filter=" + filter)
                .run(SHOP);

        assertThat(outcome.output()).isEqualTo("12 300order\n");
        assertThat(outcome.recording().calls("Main.place")).isEqualTo(calls);
        assertThat(outcome.recording().log()).contains("matched\t" + filter);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldReadEveryKindOfArgumentInACondition(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .option("-Xverify:all")
                .with("filter=Main.mixed if b && y == -1 && c == 120 && s >= 7 && l < 6 && f == 1.5 && d > 2"
                        + " && boxed == 42 && array.length == 3 && o == \"o\" && arg9 != null && !(array.length != 3)")
                .run(SHOP);

        assertThat(outcome.recording().calls("Main.mixed")).isEqualTo(new Calls(1, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldTellWhichConditionDoesNotFitItsFunction(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("filter=Main.place if order.totl > 1", "filter=Main.inner if k > 1", "filter=Main.outer")
                .run(SHOP);

        assertThat(outcome.recording().log())
                .contains(
                        "untraced\tMain.place\tits condition: 'order.totl' at 6: expected a field of Main$Order",
                        "untraced\tMain.inner\tits condition: 'k' at 0: expected one of its parameters: n");
        assertThat(outcome.recording().calls("Main.outer")).isEqualTo(new Calls(1, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldRecordOnlyWhatRunsBelowAGraphFunction(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .option("-Xverify:all")
                .with("graph_function=Main.outer", "graph_function=Main.overflows", "graph_notrace=Main.deep")
                .with("buffer_kb=65536")
                .run(SHOP);

        Recording recording = outcome.recording();
        assertThat(recording.calls("Main.outer")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.calls("Main.middle")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.calls("Main.deep")).isEqualTo(new Calls(0, 0, 0));
        assertThat(recording.calls("Main.overflows")).isEqualTo(new Calls(1, 1, 0));
        assertThat(recording.calls("Main.main")).isEqualTo(new Calls(0, 0, 0));
        assertThat(recording.calls("Main.inner"))
                .as("not the one behind the overflow, which swallowed exits")
                .isEqualTo(new Calls(2, 2, 0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldFollowAGraphFunctionOnVirtualThreads(Jdk jdk) throws Exception {
        assumeTrue(jdk.feature() >= 21, "virtual threads are of 21");
        var outcome = new TracedJvm(jdk, folder)
                .release(21)
                .with("graph_function=Main.request")
                .run("""
                import java.util.*;
                public class Main {
                    static void request(int n) throws Exception { step(n); Thread.sleep(2); step(n); }
                    static void other(int n) throws Exception { step(n); Thread.sleep(2); step(n); }
                    static void step(int n) { Thread.yield(); }
                    public static void main(String[] a) throws Exception {
                        List<Thread> all = new ArrayList<>();
                        for (int i = 0; i < 200; i++) {
                            int n = i;
                            all.add(Thread.startVirtualThread(() -> { try { if (n % 2 == 0) request(n); else other(n); } catch (Exception e) { throw new Error(e); } }));
                        }
                        for (Thread each : all) each.join();
                    }
                }
                """);

        assertThat(outcome.recording().calls("Main.request")).isEqualTo(new Calls(100, 100, 0));
        assertThat(outcome.recording().calls("Main.step"))
                .as("below request, and not below other, wherever both waited")
                .isEqualTo(new Calls(200, 200, 0));
        assertThat(outcome.recording().calls("Main.other")).isEqualTo(new Calls(0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldChooseByAnnotationFolderAndSize(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("filter=@Deprecated").run(SHOP);
        assertThat(outcome.recording().functions().values()).containsOnly("Main.place");

        Path second = Files.createDirectory(folder.resolve("second"));
        outcome = new TracedJvm(jdk, second)
                .with("filter=*.in*:mod:classes", "filter=*:mod:none.jar")
                .run(SHOP);
        assertThat(outcome.recording().functions().values())
                .contains("Main.inner")
                .doesNotContain("Main.place");

        Path third = Files.createDirectory(folder.resolve("third"));
        outcome = new TracedJvm(jdk, third).with("min_size=20").run(SHOP);
        assertThat(outcome.recording().functions().values())
                .contains("Main.mixed", "Main.place")
                .doesNotContain("Main.inner", "Main.outer");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldRecordOnlyTheThreadsThatAreNamed(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("thread=worker-*").run(SHOP);

        assertThat(outcome.recording().calls("Main.inner")).isEqualTo(new Calls(1, 1, 0));
        assertThat(outcome.recording().calls("Main.main")).isEqualTo(new Calls(0, 0, 0));
        assertThat(outcome.recording().lost())
                .as("what nobody wants is not lost")
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldRecordValuesOfEveryKindUnderTheVerifier(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .option("-Xverify:all")
                .with("arguments=Main*", "arguments=Main.*@this,order/s", "retval=*", "graph_notrace=Main.middle")
                .with("buffer_kb=65536")
                .run(SHOP);

        assertThat(outcome.output()).isEqualTo("12 300order\n");
        Recording recording = outcome.recording();
        assertThat(recording.calls("Main.place")).isEqualTo(new Calls(4, 3, 1));
        assertThat(recording.calls("Main.mixed")).isEqualTo(new Calls(1, 1, 0));
        assertThat(Files.readAllLines(recording.folder().resolve("functions")))
                .anyMatch(line -> line.endsWith("\torder,count,label\tretval"));
    }

    /** What is recorded of an object asks its class for a name, and cuts the package off: the JDK's code, which is traced here. */
    @ParameterizedTest
    @MethodSource("jdks")
    void shouldNotTraceWhatItCallsItselfForAValue(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .option("-Xint") // the JIT's own versions of String's functions have no hooks
                .with("filter=java.lang.*", "filter=Main.*", "all=1", "buffer_kb=262144")
                .with("arguments=Main.echo", "retval=Main.echo")
                .run("""
                        public class Main {
                            static Object echo(Object value) { return value; }
                            public static void main(String[] a) {
                                Main one = new Main();
                                for (int i = 0; i < 5000; i++) { echo(one); }
                            }
                        }
                        """);

        Recording recording = outcome.recording();
        assertThat(recording.calls("Main.echo").entries()).isEqualTo(5000);
        assertThat(recording.calls("java.lang.Class.getName").entries()).isBetween(1, 4999);
        assertThat(recording.calls("java.lang.String.lastIndexOf(int,int)").entries())
                .isLessThan(5000);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldDropHotTrivialFunctionsWhereTracingTakesTooMuch(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("governor=5", "buffer_kb=262144")
                .run("""
                public class Main {
                    int x;
                    int getX() { return x; }
                    static long slow() { long s = 0; for (int i = 0; i < 1000; i++) s += i % 7; return s; }
                    public static void main(String[] a) throws Exception {
                        Main main = new Main();
                        long sum = 0;
                        for (int round = 0; round < 40; round++) {
                            for (int i = 0; i < 40_000; i++) { main.x = i; sum += main.getX(); }
                            Thread.sleep(5);
                        }
                        System.out.println(sum + slow());
                    }
                }
                """);

        assertThat(outcome.output()).isEqualTo("31999202997\n");
        assertThat(outcome.recording().log()).anyMatch(line -> line.startsWith("dropped\tMain.getX\t"));
        assertThat(outcome.recording().calls("Main.getX").entries()).isLessThan(40 * 40_000);
        assertThat(outcome.recording().calls("Main.slow")).isEqualTo(new Calls(1, 1, 0));
    }
}
