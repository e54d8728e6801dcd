package dev.jftrace.record.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a java command line runs. */
class JavaWordsTest {
    @ParameterizedTest
    @CsvSource({
        "java Main a b, Main",
        "java -cp x:y -Xmx1g com.acme.Main -jar, com.acme.Main",
        "/jdk/bin/java -Dx=y -jar app.jar run, app.jar",
        "java --module-path mods -m acme/com.acme.Main, acme/com.acme.Main",
        "java --module=acme/com.acme.Main, acme/com.acme.Main",
        "java --add-opens java.base/java.lang=ALL-UNNAMED Main, Main",
        "java --add-opens=java.base/java.lang=ALL-UNNAMED Main, Main",
        "java --source 21 Main.java, Main.java",
        "java @options, ''",
        "java, ''",
    })
    void shouldFindWhatIsRun(String line, String main) {
        assertThat(JavaWords.of(List.of(line.split(" "))).main()).isEqualTo(main);
    }

    @ParameterizedTest
    @CsvSource({"java -XX:+A -cp x Main -XX:+B, -XX:+A -cp x"})
    void shouldKnowTheOptionsBeforeIt(String line, String options) {
        assertThat(JavaWords.of(List.of(line.split(" "))).options()).containsExactly(options.split(" "));
    }
}
