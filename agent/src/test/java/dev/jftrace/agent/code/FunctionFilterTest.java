package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionFilterTest {
    private static final ClassOrigin APPLICATION = ClassOrigin.unknown(false);
    private static final ClassOrigin JDK = ClassOrigin.unknown(true);

    private static MethodFacts method(String name, boolean trivial, String... annotations) {
        int method = name.lastIndexOf('.');
        return new Known(name, name.lastIndexOf('.', method - 1) + 1, trivial, List.of(annotations));
    }

    private record Known(String name, int packageLength, boolean isTrivial, List<String> annotations)
            implements MethodFacts {
        @Override
        public String nameWithParameters() {
            return name + "(int)";
        }

        @Override
        public int codeLength() {
            return isTrivial ? 5 : 50;
        }

        @Override
        public boolean hasAnnotation(Glob wanted) {
            return annotations.stream().anyMatch(each -> MethodFacts.isAnnotation(each, wanted));
        }
    }

    private static boolean traces(String name, String... lines) throws FilterSyntaxException {
        return choice(method(name, false), APPLICATION, lines) != null;
    }

    private static FunctionFilter.Choice choice(MethodFacts method, ClassOrigin origin, String... lines)
            throws FilterSyntaxException {
        FunctionFilter.Builder builder = FunctionFilter.builder();
        for (String line : lines) {
            builder.filter(line);
        }
        return builder.build(null).choose(method, origin);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Order.place, true",
        "com.acme.Order.*, true",
        "Order.place, true",
        "Order.place(int), true",
        "com.acme.Order.place(int), true",
        "com.acme.Order.place(String), false",
        "Ord??.place, true",
        "*.[a-p]lace, true",
        "*.[!a-p]lace, false",
        "place, false",
        "acme.Order.place, false",
    })
    void shouldMatchWholeNamesWithOrWithoutPackageAndParameters(String filter, boolean matches) throws Exception {
        assertThat(traces("com.acme.Order.place", filter)).isEqualTo(matches);
    }

    @Test
    void shouldLetTheLastLineThatMatchesDecide() throws Exception {
        assertThat(traces("a.B.toString", "a.*", "!*.toString")).isFalse();
        assertThat(traces("a.B.toString", "!*.toString", "a.*")).isTrue();
        assertThat(traces("a.B.run", "a.*", "!*.toString")).isTrue();
    }

    @Test
    void shouldTraceAllElseWhereEveryLineTakesAway() throws Exception {
        assertThat(traces("a.B.run", "!*.toString")).isTrue();
        assertThat(traces("a.B.toString", "!*.toString")).isFalse();
        assertThat(choice(method("java.util.Map.get", false), JDK, "!*.toString"))
                .isNull();
    }

    @Test
    void shouldLeaveTrivialMethodsUnlessTheyAreNamedOrAllAreWanted() throws Exception {
        MethodFacts getter = method("a.B.getX", true);

        assertThat(choice(getter, APPLICATION)).isNull();
        assertThat(choice(getter, APPLICATION, "a.*")).isNull();
        assertThat(choice(getter, APPLICATION, "a.B.*")).isNull();
        assertThat(choice(getter, APPLICATION, "a.B.get*")).isNotNull();
        assertThat(choice(getter, APPLICATION, "B.getX")).isNotNull();
        assertThat(FunctionFilter.builder().all(true).build(null).choose(getter, APPLICATION))
                .isNotNull();
    }

    @Test
    void shouldMeanTheJdkOnlyWhereItIsNamed() throws Exception {
        MethodFacts put = method("java.util.HashMap.put", false);

        assertThat(choice(put, JDK, "*")).isNull();
        assertThat(choice(put, JDK, "*.put")).isNull();
        assertThat(choice(put, JDK, "HashMap.put")).isNull();
        assertThat(choice(put, JDK, "java.util.HashMap.*")).isNotNull();
    }

    @Test
    void shouldMatchAnnotationsOfTheMethodOrItsClass() throws Exception {
        MethodFacts annotated = method("a.B.run", false, "javax.inject.Named");

        assertThat(choice(annotated, APPLICATION, "@Named")).isNotNull();
        assertThat(choice(annotated, APPLICATION, "@javax.inject.*")).isNotNull();
        assertThat(choice(annotated, APPLICATION, "@Name")).isNull();
        assertThat(choice(annotated, APPLICATION, "a.*", "!@Named")).isNull();
    }

    @Test
    void shouldMatchTheModuleAJarOrALoader() throws Exception {
        ClassOrigin sql =
                ClassOrigin.of(java.sql.Connection.class.getModule(), java.sql.Connection.class.getClassLoader(), null);
        MethodFacts method = method("java.sql.Date.valueOf", false);

        assertThat(choice(method, sql, ":mod:java.sql")).isNotNull();
        assertThat(choice(method, sql, "*.value*:mod:java.s*")).isNotNull();
        assertThat(choice(method, sql, "java.*:mod:!java.sql")).isNull();
        assertThat(choice(method, sql, ":mod:sql")).isNull();
    }

    @Test
    void shouldKeepAMethodWithACommandOutOfTheTraceThatNoFilterChose() throws Exception {
        FunctionFilter.Choice choice = choice(method("a.B.run", false), APPLICATION, "a.C.*", "a.B.run:traceoff:3");

        assertThat(choice.isRecorded()).isFalse();
        assertThat(choice.commands()).hasSize(1);
    }

    @Test
    void shouldTraceAGraphFunctionThoughItIsTrivial() throws Exception {
        FunctionFilter filter = FunctionFilter.builder()
                .graphFunction("a.B.getX")
                .graphNotrace("a.B.quiet")
                .build(null);

        assertThat(filter.choose(method("a.B.getX", true), APPLICATION).begins())
                .isTrue();
        assertThat(filter.choose(method("a.B.quiet", false), APPLICATION).silences())
                .isTrue();
        assertThat(filter.waitsForGraphFunction()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a.B.c:explode, 6, traceon",
        "a.B.c:traceoff:x, 15, how often",
        "a.B.c:mod:, 10, module",
        "!, 1, name of a function",
        "a.B.c if, 0, ''",
        "a.B.c if x >, 3, a parameter",
        "a.B.c if (x > 1, 6, ')'",
        "a.B.c if x > 1 y, 6, the end",
        "a.B.c if 1, 1, a comparison",
        "a.B.c if x == \"y, 7, closing",
        "a.B.c if x == 12ab, 5, a number",
    })
    void shouldSayWhereALineMeansNothing(String line, int position, String expected) throws Exception {
        if (expected.isEmpty()) {
            assertThat(FunctionRule.parse(line).condition())
                    .as("a name, if an unlikely one")
                    .isNull();
            return;
        }
        assertThatThrownBy(() -> FunctionFilter.builder().filter(line))
                .isInstanceOfSatisfying(
                        FilterSyntaxException.class,
                        e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageContaining(expected);
    }

    @Test
    void shouldRefuseConditionsAndCommandsWhereTheyHaveNoMeaning() {
        assertThatThrownBy(() -> FunctionFilter.builder().notrace("a.B.c:traceoff"))
                .isInstanceOf(FilterSyntaxException.class);
        assertThatThrownBy(() -> FunctionFilter.builder().graphFunction("a.B.c if x > 1"))
                .isInstanceOf(FilterSyntaxException.class);
        assertThatThrownBy(() -> FunctionFilter.builder().arguments("!a.B.c"))
                .isInstanceOf(FilterSyntaxException.class);
    }

    @Test
    void shouldNotOverflowOnAConditionOfEndlessParentheses() {
        assertThatThrownBy(() -> FunctionRule.parse("a.b if " + "(".repeat(100_000)))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessageContaining("fewer parentheses");
    }
}
