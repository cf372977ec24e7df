import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Validates PDF files against PDF/UA-1: a line for each file, and one for each rule that it breaks with the number of places. */
public class Validate {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    var flavour = PDFAFlavour.PDFUA_1;
    for (String file : files) {
      try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour); var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        var result = validator.validate(parser);
        System.out.println(result.isCompliant() ? "conforms to PDF/UA-1" : "does not conform to PDF/UA-1");
        var broken = new TreeMap<String, Integer>();
        for (TestAssertion each : result.getTestAssertions()) {
          var rule = each.getRuleId();
          if (each.getStatus() == TestAssertion.Status.FAILED) broken.merge(rule.getClause() + "-" + rule.getTestNumber() + ": " + each.getMessage(), 1, Integer::sum);
        }
        broken.forEach((rule, places) -> System.out.println("  " + rule + " (" + places + " places)"));
      }
    }
  }
}
