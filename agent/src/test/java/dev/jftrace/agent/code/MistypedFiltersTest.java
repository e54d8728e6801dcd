package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistypedFiltersTest {
    private static List<String> mistyped(String... lines) throws FilterSyntaxException {
        FunctionFilter.Builder builder = FunctionFilter.builder();
        for (String line : lines) {
            builder.filter(line);
        }
        List<String> found = new ArrayList<>();
        for (MistypedFilters.Found each : MistypedFilters.by(builder.build(null))) {
            found.add(each.line());
        }
        return found;
    }

    @Test
    void shouldTakeAPackageOfTheJdkForMeant() throws Exception {
        assertThat(mistyped("java.util.zip.*", "com.sun.tools.javac.*", "java.util.* if this != null"))
                .isEmpty();
    }

    @Test
    void shouldTellOfAPackageThatTheJdkHasNot() throws Exception {
        assertThat(mistyped("java.utl.zip.*", "java.util.zap.*")).containsExactly("java.utl.zip.*", "java.util.zap.*");
    }

    @Test
    void shouldTellOfAPackageThatIsNeverTraced() throws Exception {
        assertThat(mistyped("java.lang.invoke.*")).containsExactly("java.lang.invoke.*");
    }

    @Test
    void shouldLookForFunctionsWhereAllOfAPackageIsNotMeant() throws Exception {
        assertThat(mistyped("java.util.zip.Inf*", "java.util.zip.*.inflat", "java.util.zip.*:mod:java.sql"))
                .containsExactly("java.util.zip.*.inflat", "java.util.zip.*:mod:java.sql");
    }
}
