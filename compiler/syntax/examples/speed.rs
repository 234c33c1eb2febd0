use faasc_diagnostics::Sink; use faasc_source::FileId; use faasc_syntax::*; use std::time::Instant; use granit_parser::{Parser,options};
fn doc(n:usize)->String{ let mut s=String::from("faas: \"1\"\napp: big\nfunctions:\n"); for i in 0..n { s.push_str(&format!("  charge-card-{i}:\n    source: ./functions/charge   # the code\n    runtime: python3.13\n    memory: 256MiB\n    timeout: 30s\n    env: {{ LOG_LEVEL: info, TABLE: \"${{stores.orders.name}}\", RETRIES: 3 }}\n    triggers:\n      - http: POST /charge/{i}\n        auth: {{ none: public greeting }}\n      - on: order-placed\n        batch: {{ size: 10, wait: 5s }}\n    grants:\n      - {{ read: orders }}\n      - {{ publish: charged, because: the ledger listens }}\n    expect:\n      rate: {{ low: 10/s, expected: 50/s, high: 200/s }}\n      duration: 120ms\n    description: charges the card of the customer and tells the ledger about it\n\n"));} s }
fn best(mut f: impl FnMut())->f64{ (0..9).map(|_|{let t=Instant::now(); f(); t.elapsed().as_secs_f64()*1e3}).fold(f64::MAX,f64::min)}
fn main(){ let s=doc(1400); println!("{} bytes",s.len());
 let o=||options!{emit_anchor_events:true, emit_unresolved_aliases:true, max_buffered_comment_events:usize::MAX};
 let a=best(||{let mut n=0; for e in Parser::new_from_str_with_options(&s,o()){ e.unwrap(); n+=1;} std::hint::black_box(n);});
 let b=best(||{let mut k=Sink::new(); let t=parse(FileId(0),&s,&mut k); assert!(k.found().is_empty()); std::hint::black_box(&t);});
 println!("events {a:.1} ms, tree {b:.1} ms, ratio {:.2}",b/a);
 if std::env::args().len()>1 { for k in [1usize,4]{ let n=250_000*k; let run=|name:&str,s:String|{ let t=Instant::now(); let mut k=Sink::new(); let tree=parse(FileId(0),&s,&mut k); let ms=t.elapsed().as_secs_f64()*1e3; drop(tree); println!("{name:16} {:>9} bytes {ms:>8.1} ms {:>6.0} ns/byte x1000, {} findings {:?}",s.len(), ms*1e9/s.len() as f64, k.found().len(), k.found().first().map(|f|f.code.id));};
 run("[[[","[".repeat(n)); run("{{{","{".repeat(n)); run("- - -","- ".repeat(n)); run("deep",(0..400*k).map(|i|format!("{}a:\n"," ".repeat(i))).collect());
 run("[a,[a,","[a,".repeat(n)); run(":",":".repeat(n)); run(": : ",": ".repeat(n)); run("a: ...","a: ".repeat(n));
 run("quote",format!("\"{}","a\n".repeat(n))); run("keys then quote",format!("a: \"{}","a: \"x\n".repeat(n))); run("'''","'".repeat(n)); run("#","#\n".repeat(n)); run("a:#\n",format!("a:\n{}b: 1\n","# x\n".repeat(n)));
 run("plain lines","abc\n".repeat(n)); run("blank","\n".repeat(n)); run("spaces"," ".repeat(n)); run("---","---\n".repeat(n));
 run("block |",format!("a: |\n{}","  x\n".repeat(n))); run("a: |\\n","a: |\n".repeat(n)); run("- |","- |\n".repeat(n)); run("- - ","- - |\n".repeat(n)); run("{a,",format!("{{{}}}","a,".repeat(n))); run("[a: b,",format!("[{}]","a: b,".repeat(n)));
 run("keys",(0..n/8).map(|i|format!("k{i}: 1\n")).collect()); run("same key",(0..n/8).map(|_|"kk: 1\n").collect()); run("anchors",(0..n/8).map(|i|format!("- &k{i} 1\n- *k{i}\n")).collect()); run("unknown aliases",(0..n/8).map(|i|format!("- &k{i} 1\n- *j{i}\n")).collect());
 run("nul","\0".repeat(n)); run("del","\u{7f}".repeat(n)); run("quoted del",format!("- \"{}\"\n","\u{7f}".repeat(n))); run("esc",format!("\"{}\"","\\n".repeat(n)));
 run("? x","? x\n".repeat(n)); run("a: [a","a: [\n".repeat(n)); run("a: {{","a: {{ x }}\n".repeat(n)); run("[comment",format!("[a {}]","#\n".repeat(n)));
 run("merge chain",(0..n/16).map(|i|if i==0{"m0: &m0 {a: 1}\n".to_owned()}else{format!("m{i}: &m{i} {{<<: *m{}, k{i}: 1}}\n",i-1)}).collect());
 run("merge lists",format!("{}\n{}",(0..64).map(|i|format!("m{i}: &m{i} {{k{i}: 1}}\n")).collect::<String>(),(0..n/400).map(|i|format!("n{i}: {{<<: [{}]}}\n",(0..64).map(|j|format!("*m{j}")).collect::<Vec<_>>().join(","))).collect::<String>()));
 run("merge bomb",(0..30).map(|i|if i==0{"m0: &m0 {a: 1}\n".to_owned()}else{format!("m{i}: &m{i} {{<<: [*m{0},*m{0}]}}\n",i-1)}).collect());
 run("bomb",(0..30).map(|i|if i==0{"m0: &m0 [a]\n".to_owned()}else{format!("m{i}: &m{i} [*m{0},*m{0}]\n",i-1)}).collect());
 run("alias chain",(0..n/16).map(|i|if i==0{"m0: &m0 [a]\n".to_owned()}else{format!("m{i}: &m{i} [*m{0}]\n",i-1)}).collect());
 }}}
