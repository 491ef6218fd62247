package io.heliograph.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.json.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents that readers find in docs/ say what the code says. */
final class ApiDocumentsTest {
    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final String HOW_TO_UPDATE = """
            %s is not what the code says. If the change is meant, write it anew with
            mvn -q -pl verticles/gateway -am test -Dtest=ApiDocumentsTest \
            -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true
            """;

    @Test
    void theCheckedInDocumentsOfTheDoorsAreTheCatalogues() throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        check("openapi.json", Json.HTTP.writer(printer).writeValueAsString(OpenApiDocument.of(version())) + "\n");
        check(
                "openrpc.json",
                Json.HTTP.writer(printer).writeValueAsString(OpenRpcDocument.of(version(), Catalogue.ALL)) + "\n");
        check("asyncapi.json", Json.HTTP.writer(printer).writeValueAsString(AsyncApiDocument.of(version())) + "\n");
    }

    @Test
    void theCheckedInTableOfProblemsIsTheCatalogues() throws IOException {
        check("problems.md", ProblemTable.markdown());
    }

    @Test
    void everyRowOfATableHasTheCellsOfItsHeader() throws IOException {
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(DOCS, "*.md")) {
            for (Path page : pages) {
                Matcher table = Pattern.compile("(?m)(^\\|.*\n)+").matcher(Files.readString(page));
                while (table.find()) {
                    List<String> rows = table.group().lines().toList();
                    assertThat(rows.get(1))
                            .as("%s, below %s", page, rows.get(0))
                            .matches("[|:-]+");
                    assertThat(rows)
                            .as("the cells of the rows below '%s' of %s", rows.get(0), page)
                            .allMatch(row -> cells(row) == cells(rows.get(0)));
                }
            }
        }
    }

    /** What stands in code may hold bars that part nothing. */
    private static long cells(String row) {
        return row.replaceAll("\\\\\\||`[^`]*`", "")
                .chars()
                .filter(c -> c == '|')
                .count();
    }

    private static void check(String name, String wanted) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(DOCS);
            Files.writeString(file, wanted);
        }
        assertThat(file).as(HOW_TO_UPDATE, name).hasContent(wanted);
    }

    /** The version that is being built, or the release that it will become. */
    private static String version() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+?)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).as("a version in pom.xml").isTrue();
        return version.group(1);
    }
}
