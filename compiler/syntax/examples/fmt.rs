use faasc_source::FileId; use faasc_syntax::*;
fn main(){ let mut bad=0; let mut refused=0; let mut ok=0; let mut unstable=0; for f in std::env::args().skip(1){ let c = if let Some(t)=f.strip_prefix("text:"){t.replace("\\n","\n")} else { match std::fs::read_to_string(&f){Ok(t)=>t,Err(_)=>continue} }; let show=f.starts_with("text:")||std::env::var("SHOW").is_ok();
 match format(FileId(0),&c){ Ok(o)=>{ ok+=1; if show { println!("=== {f}\n{o}");} match format(FileId(0),&o){ Ok(p) if p==o=>{}, Ok(p)=>{unstable+=1; println!("UNSTABLE {f}\n--1\n{}\n--2\n{}", o.lines().zip(p.lines()).filter(|(a,b)|a!=b).map(|(a,b)|format!("{a:?} {b:?}")).take(5).collect::<Vec<_>>().join("\n"),"");} Err(_)=>println!("SECOND {f}") } }
  Err(s)=>{ let d=&s.found()[0]; if d.code.id=="F0123"{refused+=1; println!("REFUSED {f}");} else {bad+=1; if show{println!("ERR {f} {} {}",d.code.id,d.message);} } } } }
 eprintln!("ok {ok} errors {bad} refused {refused} unstable {unstable}"); }
